using NetMl.Contracts.Training;
using NetMl.Features;
using NetMl.Flows;
using NetMl.TrainingCoordinator.Evaluation;
using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.Training.Tests.Preparation;

public sealed class JobCutTests
{
    private static readonly JobRequest Request = new("d", "m");
    private static readonly JobInputs Inputs = new("all", "all", "all", null);
    private static readonly SnapshotGraph Flows = SnapshotGraphs.Of(FlowGraph.Build(SyntheticCapture.Generate(1, new SyntheticOptions { Flows = 1500, Hosts = 30 }), 256));

    [Fact]
    public void OfOne_DrawnSplit_DealsEveryFlowOnce()
    {
        var input = Cut(Request with { Split = new SplitRequest(SplitKinds.Random, 0.25) });

        var learnt = input.TrainParts.SelectMany(part => part.Rows.ToArray()).ToArray();
        var judged = input.JudgedRows();
        Assert.Empty(learnt.Intersect(judged));
        Assert.Equal(Enumerable.Range(0, Flows.Sample.Flows), learnt.Concat(judged).Order());
        Assert.Equal(0.3, (double)input.Counts.Test / Flows.Sample.Flows, 0.01);
        Assert.Equal(0.7 * 0.25, (double)input.Counts.Validation / Flows.Sample.Flows, 0.01);
        Assert.Equal(judged.Order(), judged);
    }

    [Fact]
    public void OfOne_OtherTestLabels_LearnFromTheSame()
    {
        var request = Request with { Split = new SplitRequest(SplitKinds.Random) };
        var graph = LabelledGraph.OfFlows(Flows);
        var parts = ItemSplit.Of(request, graph);
        var input = JobCut.OfOne(request, Inputs, graph, parts);

        var other = graph with { Labels = [.. graph.Labels.Select((label, flow) => parts[flow] == SplitPart.Test ? (label + 1) % graph.Classes.Count : label)] };
        var shifted = JobCut.OfOne(request, Inputs, other, parts);

        Assert.Equal(input.Classes, shifted.Classes);
        Assert.Equal(input.ClassWeights, shifted.ClassWeights);
        for (var part = 0; part < request.Workers; part++)
            Assert.Equal((input.Part(part) with { Test = input.TrainParts[part] }).Write(), (shifted.Part(part) with { Test = shifted.TrainParts[part] }).Write());
    }

    [Theory]
    [InlineData(TrainingTasks.FlowClassification)]
    [InlineData(TrainingTasks.HostClassification)]
    [InlineData(TrainingTasks.FlowAnomaly)]
    [InlineData(TrainingTasks.HostAnomaly)]
    public void ByHosts_NamedHosts_AreInNoGraphThatIsLearnt(string task)
    {
        var address = Flows.Hosts[Flows.NodeHost.CountBy(host => host).MaxBy(count => count.Value).Key];
        var request = Request with { Task = task, Split = new SplitRequest(SplitKinds.Hosts, 0.2, [address]) };

        var input = JobPreparation.ByHosts(request, Inputs, ItemLabels.OfFlows(request), Flows, [address]);

        Assert.DoesNotContain(address, input.Learnt.NodeHosts);
        var (learnt, judged) = (input.Learnt.Sample, input.Judged.Sample);
        Assert.Equal(Flows.Sample.Flows, judged.Flows);
        for (var flow = 0; flow < judged.Flows; flow++)
        {
            string[] ends = [input.Judged.NodeHosts[judged.FlowSource.Span[flow]], input.Judged.NodeHosts[judged.FlowTarget.Span[flow]]];
            Assert.Equal(flow >= learnt.Flows, ends.Contains(address));
        }
        var tested = Enumerable.Range(0, input.Judged.Parts.Length)
            .Where(item => input.Judged.Parts[item] == SplitPart.Test && (TrainingTasks.IsAnomaly(task) || input.Judged.Labels[item] >= 0)).ToArray();
        Assert.Equal(input.Counts.Test, tested.Length);
        Assert.True(tested.Length > 0 && input.Counts.Validation > 0);
        if (!input.AreFlows)
            Assert.All(tested, node => Assert.Equal(address, input.Judged.NodeHosts[node]));
    }

    [Theory]
    [InlineData("203.0.113.9", "nothing to test")]
    [InlineData("0.0.0.0/0", "nothing to learn from")]
    public void ByHosts_HostsThatLeaveAPartEmpty_AreRefused(string host, string sentence) => Assert.Contains(
        sentence, Assert.Throws<UnusableInputException>(() => JobPreparation.ByHosts(Request, Inputs, ItemLabels.OfFlows(Request), Flows, [host])).Message, StringComparison.Ordinal);

    [Fact]
    public void OfOne_ChosenFeatures_AreThoseOfTheArtifactInTheOrderOfTheGraph()
    {
        var input = Cut(Request with { Split = new SplitRequest(SplitKinds.Random), Features = ["state=SF", "out_degree", "duration"] });

        Assert.Equal(["log1p(out_degree)"], input.NodeFeatureNames);
        Assert.Equal(["log1p(duration)", "duration_missing", "state=SF"], input.FlowFeatureNames);
        Assert.Equal((1, 3), (input.Learnt.Sample.NodeFeatureCount, input.Learnt.Sample.FlowFeatureCount));
        var column = Flows.NodeFeatureNames.ToList().IndexOf("log1p(out_degree)");
        for (var node = 0; node < Flows.Sample.Nodes; node++)
            Assert.Equal(Flows.Sample.NodeFeatures.Span[node * Flows.NodeFeatureNames.Count + column], input.Learnt.Sample.NodeFeatures.Span[node]);
    }

    [Fact]
    public void OfOne_HostClassification_LearnsFromHostsThatOpenedFlows()
    {
        var request = Request with { Task = TrainingTasks.HostClassification, Split = new SplitRequest(SplitKinds.Random) };
        var graph = ItemLabels.OfFlows(request).Of(Flows);
        var input = JobCut.OfOne(request, Inputs, graph, ItemSplit.Of(request, graph));

        var openers = Flows.Sample.FlowSource.ToArray().Distinct().Order();
        Assert.Equal(openers, input.TrainParts.SelectMany(part => part.Rows.ToArray()).Concat(input.JudgedRows()).Order());
        Assert.Contains(input.Notes, note => note.StartsWith($"{Flows.Sample.Nodes - openers.Count()} of {Flows.Sample.Nodes} hosts of the learnt graph", StringComparison.Ordinal));
    }

    [Fact]
    public void OfOne_FlowsWithoutLabels_AreNotCounted()
    {
        var request = Request with { Split = new SplitRequest(SplitKinds.Random) };
        var graph = LabelledGraph.OfFlows(Flows);
        var half = graph with { Labels = [.. graph.Labels.Select((label, flow) => flow % 2 == 0 ? label : -1)] };
        var input = JobCut.OfOne(request, Inputs, half, ItemSplit.Of(request, graph));

        Assert.Equal(Flows.Sample.Flows / 2, input.Counts.Train + input.Counts.Test);
        Assert.Equal((input.TotalItems, input.JudgedRows().Length), (input.Counts.Train, input.Counts.Test));
    }

    [Fact]
    public void OfOne_AurocWithOneClassToChooseBy_IsRefused()
    {
        var request = Request with { Metric = JobMetrics.Auroc, Split = new SplitRequest(SplitKinds.Random, 0.2) };
        var graph = LabelledGraph.OfFlows(Flows);
        var parts = ItemSplit.Of(request, graph);
        var benign = graph.Classes.ToList().IndexOf("Benign");
        var one = graph with { Labels = [.. graph.Labels.Select((label, flow) => parts[flow] == SplitPart.Validation && label != benign ? -1 : label)] };

        var refusal = Assert.Throws<UnusableInputException>(() => JobCut.OfOne(request, Inputs, one, parts));

        Assert.Contains("every flow of the validation part with a class that is learnt is 'Benign': choose metric macro-f1", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, JobCut.OfOne(request with { Metric = JobMetrics.Loss }, Inputs, one, parts).TrainParts.Count);
    }

    [Fact]
    public void OfOne_NormalOnly_LearnsFromBenignFlowsAlone()
    {
        var request = Request with { Task = TrainingTasks.FlowAnomaly, Split = new SplitRequest(SplitKinds.Random, 0.2), Anomaly = new AnomalyRequest(NormalOnly: true) };
        var input = JobCut.OfOne(request, Inputs, LabelledGraph.OfFlows(Flows), ItemSplit.Of(request, LabelledGraph.OfFlows(Flows)));

        var benign = input.AllClasses.ToList().IndexOf("Benign");
        Assert.All(input.TrainParts.SelectMany(part => part.Rows.ToArray()), flow => Assert.Equal(benign, input.Learnt.Labels[flow]));
    }

    [Fact]
    public void OfOne_NormalOnlyWithFewBenignFlows_IsRefused()
    {
        var request = Request with { Task = TrainingTasks.FlowAnomaly, Split = new SplitRequest(SplitKinds.Random, 0.2), Anomaly = new AnomalyRequest(NormalOnly: true) };
        var graph = LabelledGraph.OfFlows(Flows);
        var (benign, seen) = (graph.Classes.ToList().IndexOf("Benign"), 0);
        var few = graph with { Labels = [.. graph.Labels.Select(label => label == benign && seen++ >= 10 ? -1 : label)] };

        var refusal = Assert.Throws<UnusableInputException>(() => JobCut.OfOne(request, Inputs, few, ItemSplit.Of(request, few)));

        Assert.Contains("too few to learn from (at least 20)", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(2000, false)]
    [InlineData(400, false)]
    [InlineData(700, true)]
    public void MarkTail_LastWindow_IsOneOfLessThanHalfTheFlows(int windowFlows, bool isTail)
    {
        var marked = Flows.MarkTail(windowFlows);

        Assert.Equal(isTail, marked.IsInTail.Length > 0);
        if (isTail)
            for (var flow = 0; flow < Flows.Sample.Flows; flow++)
                Assert.True(flow < 1400 || (marked.IsInTail[Flows.Sample.FlowSource.Span[flow]] && marked.IsInTail[Flows.Sample.FlowTarget.Span[flow]]));
        Assert.Equal(marked.IsInTail.Length, JobCut.OfOne(Request with { Split = new SplitRequest(SplitKinds.Random) }, Inputs, LabelledGraph.OfFlows(marked), ItemSplit.Of(Request, LabelledGraph.OfFlows(marked))).Judged.IsInTail.Length);
    }

    [Fact]
    public void Warnings_OneClassTested_SaysThatScoresSayNothing()
    {
        Assert.StartsWith("The test part holds one class only, 'a'", Assert.Single(ClassEvaluation.Warnings(["a", "a"])), StringComparison.Ordinal);
        Assert.Empty(ClassEvaluation.Warnings(["a", "b"]));
        Assert.Empty(ClassEvaluation.Warnings([]));
    }

    [Fact]
    public void OfVersions_ModelOfAnotherTask_IsRefusedByName()
    {
        var version = new ModelVersion("m", 1, "ab", TrainingTasks.HostAnomaly, 1, DateTimeOffset.UnixEpoch, "j");
        ModelEntry[] known = [new("m", [version], new Dictionary<string, int>(StringComparer.Ordinal))];

        Assert.Contains("the versions of 'm' are of task host-anomaly", JobInputRules.OfVersions(Request, known)?.Sentence, StringComparison.Ordinal);
        Assert.Null(JobInputRules.OfVersions(Request with { Task = TrainingTasks.HostAnomaly }, known));
        Assert.Null(JobInputRules.OfVersions(Request with { Model = "n" }, known));
    }

    private static TrainingSet Cut(JobRequest request) =>
        JobCut.OfOne(request, Inputs, LabelledGraph.OfFlows(Flows), ItemSplit.Of(request, LabelledGraph.OfFlows(Flows)));
}
