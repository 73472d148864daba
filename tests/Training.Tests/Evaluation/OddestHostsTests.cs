using NetMl.Contracts.Training;
using NetMl.Features;
using NetMl.Flows;
using NetMl.Training.Tests.Preparation;
using NetMl.TrainingCoordinator.Evaluation;
using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.Training.Tests.Evaluation;

public sealed class OddestHostsTests
{
    private const int WindowFlows = 700;

    private static readonly JobRequest Request = new(
        "d", "m", TrainingTasks.HostAnomaly, WindowFlows: WindowFlows, HiddenSize: 4, TrainFraction: 0.5, Split: new SplitRequest(SplitKinds.Random, 0.4), Anomaly: new AnomalyRequest());

    [Fact]
    public void Of_TestPartOfAttacksAlone_NamesTestedHostsOfWholeWindowsAndSaysWhyNothingIsMeasured()
    {
        var flows = SnapshotGraphs.Of(FlowGraph.Build(SyntheticCapture.Generate(1, new SyntheticOptions { Flows = 1500, Hosts = 30 }), WindowFlows)).MarkTail(WindowFlows);
        var graph = ItemLabels.OfFlows(Request).Of(flows);
        var parts = ItemSplit.Of(Request, graph);
        var attack = graph.Classes.ToList().FindIndex(name => name != "Benign");
        var input = JobCut.OfOne(
            Request, new JobInputs("all", "all", "all", null), graph with { Labels = [.. graph.Labels.Select((label, host) => parts[host] == SplitPart.Test && label >= 0 ? attack : label)] }, parts);

        var outcome = JobOutcome.Of(input, "job", input.Network.Layout.Initialise(1), [], CancellationToken.None);

        string[] whole = [.. Enumerable.Range(0, parts.Length).Where(host => parts[host] == SplitPart.Test && !flows.IsInTail[host]).Select(host => input.Judged.NodeHosts[host])];
        Assert.Equal(10, outcome.Anomalies.Count);
        Assert.Empty(outcome.Anomalies.Select(host => host.Address).Except(whole));
        Assert.Empty(outcome.Anomaly?.Quality ?? []);
        Assert.Contains("The test part has no benign host: how well scores tell the two apart was not measured.", outcome.Notes);
    }
}
