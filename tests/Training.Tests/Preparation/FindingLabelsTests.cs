using System.Text.Json;
using NetMl.Contracts.Datasets;
using NetMl.Contracts.Training;
using NetMl.Gnn.Inputs;
using NetMl.TrainingCoordinator.Jobs;
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

        var labelled = FindingLabels.Of(
            graph, FindingLabels.Freeze([Finding("beacon", "10.0.0.2:443", 0, 15, 80), Finding("beacon", "[2001:db8::1]:443", 0, 15, 90), Finding("beacon", "[10.0.0.3", 0, 15, 90)]), end: null);

        Assert.Equal(["beacon", "Benign", "Benign", "beacon"], labelled.Labels.Select(label => labelled.Classes[label]));
        Assert.Equal([0.8f, 0.5f, 0.5f, 0.8f], labelled.Weights);
    }

    [Fact]
    public void Of_HostTask_WeighsAHostByItsFlows()
    {
        var request = new JobRequest("d", "m", TrainingTasks.HostClassification, Labels: LabelSources.Behaviours);

        var labelled = ItemLabels.Of(request, Inputs(Finding("beacon", "10.0.0.2", 0, 15, 80), Finding("beacon", "10.0.0.2", 15, 30, 60))).Of(Graph);

        Assert.Equal([labelled.Classes.ToList().IndexOf("beacon"), labelled.Classes.ToList().IndexOf("Benign"), -1], labelled.Labels);
        Assert.Equal(0.7, labelled.Weights[0], 1e-6);
        Assert.Equal(0.5, labelled.Weights[1], 1e-6);
    }

    [Fact]
    public void Of_AFindingThatReachesIntoTheNextPart_SaysNothingOfThisOne()
    {
        var findings = FindingLabels.Freeze([Finding("beacon", "10.0.0.2", 0, 25, 80), Finding("port-scan", "10.0.0.3", 10, 10, 70)]);

        var before = FindingLabels.Of(Graph, findings, end: 25_000_000_000);
        var after = FindingLabels.Of(Graph, findings, end: null);

        Assert.Equal([-1, 1, 0, -1], before.Labels);
        Assert.Equal(["Benign", "port-scan"], before.Classes);
        Assert.Equal(["beacon", "port-scan", "Benign", "beacon"], after.Labels.Select(label => after.Classes[label]));
    }

    [Fact]
    public void Freeze_TooMany_KeepsTheSurestAndSaysSo()
    {
        var findings = Enumerable.Range(0, FindingLabels.MostFindings + 3).Select(at => Finding("beacon", "10.0.0.2", at, at, at == 0 ? 10 : 80)).ToArray();

        var inputs = Inputs(findings);

        Assert.Equal((FindingLabels.MostFindings, 3), (inputs.Findings?.Kept.Count, inputs.Findings?.LeftOut));
        Assert.DoesNotContain(inputs.Findings?.Kept ?? [], finding => finding.Score < 80);
        Assert.Contains(
            ItemLabels.Of(new JobRequest("d", "m", Labels: LabelSources.Behaviours), inputs).Notes, note => note.Contains("3 more give no label", StringComparison.Ordinal));
    }

    [Fact]
    public void JobDocument_WrittenAndRead_HasTheSameFindings()
    {
        var inputs = Inputs(Finding("beacon", "10.0.0.2:443", 0, 15, 80), Finding("fan-in", null, 1, 2, 60));

        var read = JsonSerializer.Deserialize<JobInputs>(JsonSerializer.Serialize(inputs));

        Assert.Equal(inputs.Findings?.Kept, read?.Findings?.Kept);
    }

    private static JobInputs Inputs(params BehaviourFinding[] findings) => new("all", "train", "test", DateTimeOffset.UnixEpoch, Findings: FindingLabels.Freeze(findings));

    private static BehaviourFinding Finding(string behaviour, string? target, int from, int to, double score) => new(
        $"{behaviour}-{from}", "d", behaviour, "10.0.0.1", target, DateTimeOffset.UnixEpoch.AddSeconds(from), DateTimeOffset.UnixEpoch.AddSeconds(to), score, "T1071",
        new Dictionary<string, double>(), "");
}
