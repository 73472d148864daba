using NetMl.Contracts.Training;
using NetMl.Features;
using NetMl.Flows;
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

    [Fact]
    public void OfOne_NamedHosts_AreInNoTrainingFlow()
    {
        var busiest = Flows.NodeHost.CountBy(host => host).MaxBy(count => count.Value).Key;
        var address = Flows.Hosts[busiest];
        var input = Cut(Request with { Split = new SplitRequest(SplitKinds.Hosts, Hosts: [address]) });

        foreach (var flow in input.TrainParts.SelectMany(part => part.Rows.ToArray()))
            Assert.DoesNotContain(address, (string[])[input.Learnt.NodeHosts[Flows.Sample.FlowSource.Span[flow]], input.Learnt.NodeHosts[Flows.Sample.FlowTarget.Span[flow]]]);
        Assert.True(input.Counts.Test > 0);
    }

    [Theory]
    [InlineData("203.0.113.9", "nothing to test")]
    [InlineData("0.0.0.0/0", "nothing to learn from")]
    public void OfOne_HostsThatLeaveAPartEmpty_AreRefused(string host, string sentence) => Assert.Contains(
        sentence, Assert.Throws<UnusableInputException>(() => Cut(Request with { Split = new SplitRequest(SplitKinds.Hosts, Hosts: [host]) })).Message, StringComparison.Ordinal);

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
    public void OfOne_NormalOnly_LearnsFromBenignFlowsAlone()
    {
        var request = Request with { Task = TrainingTasks.FlowAnomaly, Split = new SplitRequest(SplitKinds.Random, 0.2), Anomaly = new AnomalyRequest(NormalOnly: true) };
        var input = JobCut.OfOne(request, Inputs, LabelledGraph.OfFlows(Flows), ItemSplit.Of(request, LabelledGraph.OfFlows(Flows)));

        var benign = input.AllClasses.ToList().IndexOf("Benign");
        Assert.All(input.TrainParts.SelectMany(part => part.Rows.ToArray()), flow => Assert.Equal(benign, input.Learnt.Labels[flow]));
    }

    private static TrainingSet Cut(JobRequest request) =>
        JobCut.OfOne(request, Inputs, LabelledGraph.OfFlows(Flows), ItemSplit.Of(request, LabelledGraph.OfFlows(Flows)));
}
