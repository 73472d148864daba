using NetMl.Contracts.Datasets;
using NetMl.Contracts.Training;
using NetMl.Gnn.Inputs;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.Training.Tests.Preparation;

public sealed class FindingLabelsTests
{
    /// <summary>a → b at 0 s, a → c at 10 s, a → b at 20 s, b → a at 10 s, each in one window.</summary>
    private static readonly SnapshotGraph Graph = new(
        "s", new GraphSample(3, 1, new float[3], (int[])[0, 0, 1, 0], (int[])[1, 2, 0, 1], 1, new float[4]), [0, 1, 2],
        [0, 10_000_000_000, 10_000_000_000, 20_000_000_000], [-1, -1, -1, -1], ["10.0.0.1", "10.0.0.2", "10.0.0.3"], [], ["n"], ["f"]);

    [Fact]
    public void Of_TargetsWithAPortAndTimesInTicks_LabelTheirFlows()
    {
        var graph = Graph with { FlowStart = [0, 10_000_000_000, 10_000_000_000, 15_000_000_042] };

        var labelled = FindingLabels.Of(graph, [Finding("beacon", "10.0.0.2:443", 0, 15, 80), Finding("beacon", "[2001:db8::1]:443", 0, 15, 90)]);

        Assert.Equal(["beacon", "benign", "benign", "beacon"], labelled.Labels.Select(label => labelled.Classes[label]));
        Assert.Equal([0.8f, 0.5f, 0.5f, 0.8f], labelled.Weights);
    }

    [Fact]
    public void Of_HostTask_WeighsAHostByItsFlows()
    {
        var request = new JobRequest("d", "m", TrainingTasks.HostClassification);

        var labelled = ItemLabels.OfFindings(request, [Finding("beacon", "10.0.0.2", 0, 15, 80), Finding("beacon", "10.0.0.2", 15, 30, 60)]).Of(Graph);

        Assert.Equal([labelled.Classes.ToList().IndexOf("beacon"), labelled.Classes.ToList().IndexOf("benign"), -1], labelled.Labels);
        Assert.Equal(0.7, labelled.Weights[0], 1e-6);
        Assert.Equal(0.5, labelled.Weights[1], 1e-6);
    }

    private static BehaviourFinding Finding(string behaviour, string? target, int from, int to, double score) => new(
        $"{behaviour}-{from}", "d", behaviour, "10.0.0.1", target, DateTimeOffset.UnixEpoch.AddSeconds(from), DateTimeOffset.UnixEpoch.AddSeconds(to), score, "T1071",
        new Dictionary<string, double>(), "");
}
