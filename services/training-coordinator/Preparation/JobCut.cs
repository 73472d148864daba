using NetMl.Contracts.Training;
using NetMl.Gnn;
using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parts;
using NetMl.Gnn.Scores;
using NetMl.Gnn.Splits;
using NetMl.TrainingCoordinator.Jobs;

namespace NetMl.TrainingCoordinator.Preparation;

/// <summary>Standardises a job's graphs on what is learnt from and cuts them into parts.</summary>
static class JobCut
{
    /// <summary>Benign items without which anomaly.normalOnly is refused, for learning as for the threshold.</summary>
    public const int LeastNormal = 20;

    /// <summary>A split by time: two or three graphs, so that no window straddles it.</summary>
    /// <exception cref="UnusableInputException">The labels do not allow the task.</exception>
    public static TrainingSet ByTime(JobRequest request, JobInputs inputs, LabelledGraph train, LabelledGraph? validation, LabelledGraph test)
    {
        var (classes, all) = Classes(request, [(train, SplitPart.Train), .. validation is null ? (IEnumerable<(LabelledGraph, SplitPart)>)[] : [(validation, SplitPart.Validation)], (test, SplitPart.Test)]);
        JobGraph Graph(LabelledGraph graph, SplitPart part) => Of(request, graph, Enumerable.Repeat(part, graph.Labels.Length).ToArray(), all);
        var learnt = Graph(train, SplitPart.Train);
        var judged = validation is null ? Graph(test, SplitPart.Test) : JobGraph.Concat(Graph(validation, SplitPart.Validation), Graph(test, SplitPart.Test));
        if (TrainingTasks.IsAnomaly(request.Task))
            judged = JobGraph.Concat(learnt, judged);
        return Cut(request, inputs, learnt, judged, classes, all, train.Graph, []);
    }

    /// <summary>A split of one graph: all flows take part in the averages, those that are not learnt from without their labels.</summary>
    /// <exception cref="UnusableInputException">The labels do not allow the task.</exception>
    public static TrainingSet OfOne(JobRequest request, JobInputs inputs, LabelledGraph graph, SplitPart[] parts)
    {
        var (classes, all) = Classes(request, [.. Enum.GetValues<SplitPart>().Select(part => (Only(graph, parts, part), part))]);
        var both = Of(request, graph, parts, all);
        return Cut(request, inputs, both, both, classes, all, graph.Graph,
            ["All flows are in one graph: what is tested takes part in the averages of its neighbours, without its label."]);
    }

    /// <summary>A split by hosts: nothing of the tested hosts is in the graph that is learnt; their flows are a graph of their own.</summary>
    /// <param name="others">Of the flows that touch no tested host.</param>
    /// <param name="tested">Of the flows that touch one.</param>
    /// <param name="hosts">The tested ones: where items are hosts, they alone are tested.</param>
    /// <exception cref="UnusableInputException">The labels do not allow the task.</exception>
    public static TrainingSet ByHosts(JobRequest request, JobInputs inputs, LabelledGraph others, LabelledGraph tested, HostSet hosts)
    {
        var parts = ItemSplit.WithoutTest(request, others);
        var ends = tested.AreFlows
            ? Enumerable.Repeat(SplitPart.Test, tested.Labels.Length).ToArray()
            : Array.ConvertAll(tested.Graph.NodeHost, host => hosts.Holds(tested.Graph.Hosts[host]) ? SplitPart.Test : SplitPart.Train);
        var (classes, all) = Classes(request, [.. new[] { SplitPart.Train, SplitPart.Validation }.Select(part => (Only(others, parts, part), part)), (Only(tested, ends, SplitPart.Test), SplitPart.Test)]);
        var learnt = Of(request, others, parts, all);
        var judged = JobGraph.Concat(learnt, Of(request, tested, ends, all));
        return Cut(request, inputs, learnt, judged, classes, all, others.Graph,
            ["Flows that touch a tested host are in no graph that was learnt from; features of hosts, such as their degrees, are those among all flows."]);
    }

    private static TrainingSet Cut(
        JobRequest request, JobInputs inputs, JobGraph learnt, JobGraph judged, IReadOnlyList<string> classes, IReadOnlyList<string> all, SnapshotGraph names,
        IEnumerable<string> notes)
    {
        var (nodeColumns, flowColumns) = FeatureChoice.Columns(request.Features, names.NodeFeatureNames, names.FlowFeatureNames);
        var isAnomaly = TrainingTasks.IsAnomaly(request.Task);
        var hops = GraphNetworks.Create(TrainingSet.Shape(request, nodeColumns.Length, flowColumns.Length, classes.Count)).Hops;
        var items = isAnomaly ? Marks(request, learnt, all) : learnt.LabelsOf(IsTrain);

        int Judged(SplitPart part) => judged.Parts.Index().Count(item => item.Item == part && (isAnomaly || judged.Labels[item.Index] >= 0));
        var counts = new SplitCounts(items.Count(item => item >= 0), Judged(SplitPart.Validation), Judged(SplitPart.Test));

        var scales = LearntScales.Of(learnt.Sample, GraphNetworks.IsOfFlows(request.Task), Array.ConvertAll(learnt.Parts, IsTrain));

        // A model without labels is judged here, where its scorer is fitted: workers need not answer for any item.
        var judgedItems = isAnomaly ? Array.ConvertAll(judged.Parts, _ => -1) : judged.LabelsOf(part => part != SplitPart.Train);
        return new TrainingSet(
            request, inputs, learnt, judged, classes, all,
            [.. nodeColumns.Select(column => names.NodeFeatureNames[column])], [.. flowColumns.Select(column => names.FlowFeatureNames[column])],
            (int)counts.Train, isAnomaly ? [] : ClassWeights.InverseSquareRoot(items, classes.Count),
            scales.Nodes, scales.Flows,
            Parts(request, learnt.Sample, items, learnt.Weights, hops), Parts(request, judged.Sample, judgedItems, [], hops), counts, [.. notes, .. OnlyAnswered(request, learnt.Sample)]);
    }

    // Only hosts that opened flows have a class to learn.
    private static IEnumerable<string> OnlyAnswered(JobRequest request, GraphSample graph)
    {
        var others = graph.Nodes - graph.FlowSource.ToArray().Distinct().Count();
        if (request.Task == TrainingTasks.HostClassification && others > 0)
            yield return $"{others} of {graph.Nodes} hosts of the learnt graph, counted in each window, only answered; the model learnt from hosts that opened flows only.";
    }

    // 0 = learnt from: all of the training part, or what is known to be normal.
    private static int[] Marks(JobRequest request, JobGraph learnt, IReadOnlyList<string> all)
    {
        var benign = BenignClass.Of(all);
        var isNormalOnly = request.Anomaly is { NormalOnly: true };
        int[] marks = [.. learnt.Parts.Select((part, item) => IsTrain(part) && (!isNormalOnly || (benign >= 0 && learnt.Labels[item] == benign)) ? 0 : -1)];
        var learntFrom = marks.Count(mark => mark == 0);
        return learntFrom >= (isNormalOnly ? LeastNormal : 1) ? marks
            : throw new UnusableInputException($"{(learntFrom == 0 ? "Nothing" : $"Only {learntFrom} {(learntFrom == 1 ? "item" : "items")}")} of the training part {(learntFrom > 1 ? "are" : "is")} labelled as benign, so anomaly.normalOnly leaves {(learntFrom == 0 ? "nothing" : "too few")} to learn from (at least {LeastNormal}): leave it out, or {Change(request)}.");
    }

    private static bool IsTrain(SplitPart part) => part == SplitPart.Train;

    private static LabelledGraph Only(LabelledGraph graph, SplitPart[] parts, SplitPart wanted) =>
        graph with { Labels = [.. graph.Labels.Select((label, item) => parts[item] == wanted ? label : -1)] };

    private static JobGraph Of(JobRequest request, LabelledGraph graph, SplitPart[] parts, IReadOnlyList<string> all)
    {
        var snapshot = graph.Graph;
        var (nodeColumns, flowColumns) = FeatureChoice.Columns(request.Features, snapshot.NodeFeatureNames, snapshot.FlowFeatureNames);
        var places = graph.Classes.Select(name => all.ToList().IndexOf(name)).ToArray();
        return new JobGraph(
            snapshot.Sample.Select(nodeColumns, flowColumns), Array.ConvertAll(snapshot.NodeHost, host => snapshot.Hosts[host]), snapshot.FlowStart,
            Array.ConvertAll(graph.Labels, label => label < 0 ? -1 : places[label]), graph.Weights, parts)
        { IsInTail = snapshot.IsInTail };
    }

    /// <summary>The classes that are learnt, and all: those that occur elsewhere only come last, so that no output stands for them.</summary>
    private static (IReadOnlyList<string> Learnt, IReadOnlyList<string> All) Classes(JobRequest request, IReadOnlyList<(LabelledGraph Graph, SplitPart Part)> graphs)
    {
        IReadOnlyList<string> Found(SplitPart wanted) =>
        [
            .. graphs.Where(graph => graph.Part == wanted)
                .SelectMany(graph => graph.Graph.Labels.Where(label => label >= 0).Distinct().Select(label => graph.Graph.Classes[label])).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        var (train, validation, test) = (Found(SplitPart.Train), Found(SplitPart.Validation), Found(SplitPart.Test));
        IReadOnlyList<string> all = [.. train.Concat(test).Concat(validation).Distinct(StringComparer.Ordinal)];
        if (TrainingTasks.IsAnomaly(request.Task))
            return ([], all);
        var items = request.Task == TrainingTasks.HostClassification ? "host" : "flow";
        if (train.Count == 0)
            throw new UnusableInputException($"No {items} of the training part carries a label: {Change(request)}, or choose task {TrainingTasks.HostAnomaly}.");
        if (train.Count == 1)
            throw new UnusableInputException($"Every labelled {items} of the training part is '{train[0]}', and classification needs at least two classes: {Change(request)}, or choose task {TrainingTasks.HostAnomaly}.");
        if (test.Count == 0)
            throw new UnusableInputException($"No {items} of the test part carries a label, so nothing can be measured: {Change(request)}.");
        List<string> ranked = [.. validation.Where(train.Contains)];
        if (request.Metric == JobMetrics.Auroc && ranked.Count < 2)
            throw new UnusableInputException($"The metric {JobMetrics.Auroc} ranks items of one class against others, but {(ranked.Count == 0 ? $"no {items} of the validation part has a class that is learnt" : $"every {items} of the validation part with a class that is learnt is '{ranked[0]}'")}: choose metric {JobMetrics.MacroF1}, {JobMetrics.Accuracy} or {JobMetrics.Loss}, or change split.validation or split.kind.");
        return (train, all);
    }

    private static string Change(JobRequest request) => request.Split?.Kind == SplitKinds.Hosts ? "name other hosts in split.hosts" : "change trainFraction, or split.kind";

    private static IReadOnlyList<GraphPart> Parts(JobRequest request, GraphSample sample, int[] items, float[] weights, int hops) =>
        GraphPartitioner.Cut(sample, GraphNetworks.IsOfFlows(request.Task), items, request.Workers, hops, weights);
}
