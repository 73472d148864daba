using System.Net.Http.Json;
using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Serving;
using NetMl.Contracts.Training;
using NetMl.Features;
using NetMl.Flows;
using NetMl.Gnn;
using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Inputs;
using NetMl.Inference.Tests.Fixtures;

namespace NetMl.Inference.Tests.Scoring;

/// <summary>Scores of the tasks beside classes of flows, and of models that learnt from some features only.</summary>
public sealed class ScoreTasksTests : IAsyncLifetime
{
    private static readonly FlowBatch Capture = SyntheticCapture.Generate(1, new SyntheticOptions { Flows = 1000, Hosts = 20 })[0];
    private static readonly FlowGraph Graph = FlowGraph.Build([Capture], 64);
    private readonly InferenceUnderTest _inference = new InferenceUnderTest().With("Inference:Capacity:MaxFlows", "5000");
    private HttpClient _client = null!;

    public async Task InitializeAsync() => _client = await _inference.ClientAsync();

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _inference.DisposeAsync();
    }

    [Fact]
    public async Task Score_HostClassifier_GivesEachHostTheClassOfItsWindows()
    {
        var artifact = Artifacts.Of(TrainingTasks.HostClassification, Artifacts.Classes, 5);
        _inference.Shelf.Publish("classes", artifact);
        var probabilities = new NetworkClassifier(artifact).Predict(Sample);

        var scored = await ScoreAsync("classes");

        Assert.Empty(scored.Flows);
        Assert.Empty(scored.Hosts);
        var hosts = scored.HostClasses ?? [];
        Assert.Equal(Graph.Hosts.Order(StringComparer.Ordinal), hosts.Select(host => host.Address).Order(StringComparer.Ordinal));
        foreach (var host in hosts)
        {
            var nodes = Enumerable.Range(0, Graph.NodeCount).Where(node => Graph.Hosts[Graph.NodeHost.Span[node]] == host.Address).ToArray();
            Assert.Equal(nodes.Length, host.Windows.Values.Sum());
            var label = Artifacts.Classes.ToList().IndexOf(host.Class);
            Assert.Equal(nodes.Average(node => probabilities[node * Artifacts.Classes.Count + label]), host.Probability, 1e-5);
        }
        var opened = Capture.Source.ToArray().Distinct().Count();
        Assert.StartsWith($"{Graph.Hosts.Count - opened} of {Graph.Hosts.Count} hosts only answered (", Assert.Single(scored.Notes ?? []), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_OddFlows_RanksThemWithReasonsAndNeighbours()
    {
        var artifact = AnomalyFitting.Fit(
            Artifacts.Of(TrainingTasks.FlowAnomaly, [], 6), new NormalItems(Sample, flow => $"flow {flow}"), null, new AnomalySettings("hbos", 0.05), CancellationToken.None);
        _inference.Shelf.Publish("odd", artifact);
        var findings = new AnomalyDetector(artifact).Score(Sample);

        var scored = await ScoreAsync("odd");

        Assert.Equal(("hbos", artifact.Anomaly?.Threshold.Value), (scored.Scorer, scored.Threshold));
        var flows = scored.OddFlows ?? [];
        Assert.Equal(findings.OddestFirst().Select(flow => Graph.FlowRow.Span[flow]), flows.Select(flow => flow.Row));
        Assert.Equal(findings.OddestFirst().Select(flow => findings.IsOdd(flow)), flows.Select(flow => flow.IsOdd ?? false));
        Assert.All(flows.Take(1000), flow => Assert.Equal((3, 3, 3), (flow.OddestFeatures.Count, flow.Nearest.Count, flow.Reasons.Count)));
        Assert.All(flows.Skip(1000), flow => Assert.Empty(flow.Reasons));
        Assert.Equal(Capture.Record(flows[0].Row).Uid, flows[0].Uid);
    }

    [Fact]
    public async Task Infer_ModelWithAThreshold_SaysWhatIsOdd()
    {
        var artifact = AnomalyFitting.Fit(
            Artifacts.Of(TrainingTasks.HostAnomaly, [], 7), new NormalItems(Sample, node => $"host {node}"), null, new AnomalySettings(FalsePositives: 0.2), CancellationToken.None);
        _inference.Shelf.Publish("hosts", artifact);

        using var response = await _client.PostAsJsonAsync("/v2/models/hosts/infer", new
        {
            inputs = new object[]
            {
                new { name = "node_features", datatype = "FP32", shape = (int[])[Sample.Nodes, Sample.NodeFeatureCount], data = Sample.NodeFeatures.ToArray() },
                new { name = "flow_source", datatype = "INT64", shape = (int[])[Sample.Flows], data = Sample.FlowSource.ToArray() },
                new { name = "flow_target", datatype = "INT64", shape = (int[])[Sample.Flows], data = Sample.FlowTarget.ToArray() },
                new { name = "flow_features", datatype = "FP32", shape = (int[])[Sample.Flows, Sample.FlowFeatureCount], data = Sample.FlowFeatures.ToArray() },
            },
        });

        var outputs = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("outputs");
        Assert.Equal(["score", "is_odd"], outputs.EnumerateArray().Select(output => output.GetProperty("name").GetString() ?? ""));
        var findings = new AnomalyDetector(artifact).Score(Sample);
        Assert.Equal(Enumerable.Range(0, Sample.Nodes).Select(findings.IsOdd), outputs[1].GetProperty("data").EnumerateArray().Select(value => value.GetBoolean()));
        Assert.Contains(true, outputs[1].GetProperty("data").EnumerateArray().Select(value => value.GetBoolean()));
    }

    [Fact]
    public async Task Score_ModelOfSomeFeatures_SeesThemAlone()
    {
        string[] node = ["opened_share", "log1p(out_degree)"], flow = ["state=SF", "log1p(duration)"];
        var artifact = Artifacts.Of(TrainingTasks.FlowClassification, Artifacts.Classes, 8, node, flow);
        _inference.Shelf.Publish("few", artifact);
        int[] Places(IReadOnlyList<string> names, string[] wanted) => Array.ConvertAll(wanted, name => names.ToList().IndexOf(name));
        var expected = new NetworkClassifier(artifact).Predict(Sample.Select(Places(FlowGraph.NodeFeatureNames, node), Places(FlowGraph.FlowFeatureNames, flow)));

        var scored = await ScoreAsync("few");

        for (var at = 0; at < scored.Flows.Count; at++)
            Assert.Equal(expected.AsSpan(at * 3, 3).ToArray().Max(), scored.Flows[at].Probability, 1e-6);
    }

    private static GraphSample Sample { get; } = new GraphSample(
        Graph.NodeCount, FlowGraph.NodeFeatureNames.Count, Graph.NodeFeatures, Graph.FlowSource, Graph.FlowTarget, FlowGraph.FlowFeatureNames.Count, Graph.FlowFeatures)
        .OfHosts(Graph.NodeHost.Span);

    private async Task<ScoreResponse> ScoreAsync(string model)
    {
        using var response = await _client.PostAsync($"/v1/models/{model}/score", new ByteArrayContent(FlowFrame.Encode("lab", "batch", Capture)));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync(WireJson.Default.ScoreResponse) ?? throw new InvalidOperationException("null");
    }
}
