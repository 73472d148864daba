using System.Net;
using System.Net.Http.Json;
using NetMl.Contracts;
using NetMl.Contracts.Serving;
using NetMl.Contracts.Training;
using NetMl.Features;
using NetMl.Features.Descriptions;
using NetMl.Features.Hosts;
using NetMl.Features.PerFlow;
using NetMl.Flows;
using NetMl.Flows.Synthetic;
using NetMl.Gnn;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Baselines;
using NetMl.Gnn.Inputs;
using NetMl.Inference.Explaining;
using NetMl.Inference.Tests.Fixtures;
using NetMl.Tensors.Files;
using NetMl.Tensors.Parallelism;
using NetMl.Trees;

namespace NetMl.Inference.Tests.Explaining;

/// <summary>Boosted trees whose class hangs on one feature, asked for through the service.</summary>
public sealed class ExplainTreesTests : IAsyncLifetime
{
    private static readonly FlowBatch Capture = SyntheticCapture.Generate(1, new SyntheticOptions { Flows = 1000, Hosts = 20 })[0];
    private static readonly FlowGraph Graph = FlowGraph.Build([Capture], 64);
    private static readonly GraphSample Sample = All(Graph);
    private readonly InferenceUnderTest _inference = Create();
    private HttpClient _client = null!;

    public async Task InitializeAsync() => _client = await _inference.ClientAsync();

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _inference.DisposeAsync();
    }

    [Fact]
    public async Task Explain_FlowsWhoseClassIsOneFeature_NameItFirst()
    {
        _inference.Shelf.Publish("trees", Learnt(TrainingTasks.FlowClassification, Column("source_bytes")));

        for (var row = 0; row < 5; row++)
        {
            var why = await ExplainAsync("trees", new ExplainRequest("lab", Flow: Capture.Uid(100 * row)));

            Assert.Equal(("flow", "source_bytes"), (why.Features[0].Of, why.Features[0].Name));
            Assert.Equal(Gained(why), why.Features.Sum(feature => feature.Contribution), 1e-6);
            Assert.True(why.Features[0].Contribution > 0.9 * Gained(why));
            Assert.Equal(why.Probability, 1 / (1 + Math.Exp(-(why.Score?.Item ?? 0))), 1e-5);
            Assert.Contains("mostly because of payload bytes from the source", why.Sentence, StringComparison.Ordinal);
            Assert.Contains("no edges around", why.Sentence, StringComparison.Ordinal);
            Assert.Null(why.Fidelity);
            Assert.True(Assert.Single(why.Edges).IsItem);
            Assert.Equal(2, why.Nodes.Count);
        }
    }

    /// <summary>How many flows the host at one end opened, in the window: here all that are stored.</summary>
    [Theory]
    [InlineData("source")]
    [InlineData("target")]
    public async Task Explain_FlowsWhoseClassIsAFeatureOfOneEnd_NameThatEnd(string of)
    {
        var (column, width) = (FlowGraph.NodeFeatureNames.ToList().IndexOf(Opened.TensorName), FlowGraph.NodeFeatureNames.Count);
        _inference.Shelf.Publish("trees", Learnt(TrainingTasks.FlowClassification, FlowGraph.FlowFeatureNames.Count + (of == "target" ? width : 0) + column));
        var window = FlowGraph.Build([Capture], 0);
        var ends = of == "source" ? window.FlowSource : window.FlowTarget;

        for (var row = 0; row < 5; row++)
        {
            var why = await ExplainAsync("trees", new ExplainRequest("lab", Flow: Capture.Uid(100 * row)));
            var value = window.NodeFeatures.Span[ends.Span[window.FlowRow.Span.IndexOf(100 * row)] * width + column];

            Assert.Equal((of, Opened.Name, Amounts.Of(Math.Exp(value) - 1, Opened.Unit)), (why.Features[0].Of, why.Features[0].Name, why.Features[0].Value));
            Assert.StartsWith($"flows that the {of} opened", why.Features[0].Words, StringComparison.Ordinal);
        }
    }

    /// <summary>How many flows the host itself opened, and how long the flows typically are that it opened or answered.</summary>
    [Theory]
    [InlineData("host")]
    [InlineData("opened")]
    [InlineData("answered")]
    public async Task Explain_HostsWhoseClassIsOneFeature_NameItFirst(string of)
    {
        var (opened, ofHost, ofFlow) = (FlowGraph.NodeFeatureNames.ToList().IndexOf(Opened.TensorName), FlowGraph.NodeFeatureNames.Count, FlowGraph.FlowFeatureNames.Count);
        _inference.Shelf.Publish("trees", Learnt(TrainingTasks.HostClassification, of == "host" ? opened : ofHost + (of == "answered" ? ofFlow : 0) + Column("duration")));
        var ends = of == "answered" ? Graph.FlowTarget : Graph.FlowSource;
        var host = Graph.NodeHost.Span[ends.Span[^1]];
        var node = Graph.NodeHost.Span.LastIndexOf(host);

        var why = await ExplainAsync("trees", new ExplainRequest("lab", Host: Graph.Hosts[host]));

        var value = of == "host" ? Amounts.Of(Math.Exp(Graph.NodeFeatures.Span[node * ofHost + opened]) - 1, Opened.Unit) : TypicalDuration(ends.Span, node);
        Assert.Equal((of, of == "host" ? Opened.Name : "duration", value), (why.Features[0].Of, why.Features[0].Name, why.Features[0].Value));
        Assert.Empty(why.Edges);
        Assert.Equal(Gained(why), why.Features.Sum(one => one.Contribution), 1e-6);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Explain_HostThatOpenedNoFlow_SaysThatNoneSuchWasLearntFrom(bool hasOpened)
    {
        _inference.Shelf.Publish("trees", Learnt(TrainingTasks.HostClassification, 0));
        var graph = FlowGraph.Build([Capture], 64);
        var last = Enumerable.Range(0, graph.NodeCount).GroupBy(node => graph.NodeHost.Span[node]).Select(nodes => nodes.Last());
        var node = last.First(one => graph.FlowSource.ToArray().Contains(one) == hasOpened);

        var why = await ExplainAsync("trees", new ExplainRequest("lab", Host: graph.Hosts[graph.NodeHost.Span[node]]));

        Assert.Equal(!hasOpened, why.Sentence.EndsWith("learnt from hosts that opened flows only: take its class for a guess.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Explain_TreesThatDoNotSayTheirRows_AreRefused()
    {
        var artifact = Learnt(TrainingTasks.FlowClassification, 0);
        var writer = new SafetensorsWriter();
        artifact.Trees?.Write(writer, "t");
        var known = Safetensors.Read(writer.ToArray());
        var old = new SafetensorsWriter();
        foreach (var name in (string[])["t.feature", "t.left", "t.root", "t.output"])
            old.Add(name, known.Tensor(name, -1).Int32());
        old.Add("t.value", known.Tensor("t.value", -1).Float32());
        old.Add("t.missing_left", known.Tensor("t.missing_left", -1).UInt8());
        old.Add("t.baseline", known.Tensor("t.baseline", -1).Float64());
        old.Add("t.gains", known.Tensor("t.gains", -1).Float64());
        _inference.Shelf.Publish("trees", artifact with { Trees = BoostedTrees.Read(Safetensors.Read(old.ToArray()), "t") });

        using var response = await PostAsync("trees", new ExplainRequest("lab", Flow: Capture.Uid(0)));

        Assert.Contains("train it again", await response.ProblemAsync(HttpStatusCode.Conflict), StringComparison.Ordinal);
    }

    private static InferenceUnderTest Create() => new() { Stored = new StoredData { Flows = { ["lab"] = Capture } } };

    private static int Column(string feature) => FlowGraph.FlowFeatureNames.ToList().IndexOf(FlowFeatureTable.All.First(one => one.About.Name == feature).Columns[0]);

    private static FeatureDescription Opened => HostFeatureTable.Model.First(one => one.About.Name == "flows_out").About;

    private static string TypicalDuration(ReadOnlySpan<int> ends, int node)
    {
        var logarithms = new List<double>();
        for (var flow = 0; flow < ends.Length; flow++)
            if (ends[flow] == node && Capture.DurationNanoseconds[Graph.FlowRow.Span[flow]] is >= 0 and var duration)
                logarithms.Add(Math.Log(1 + duration / 1e6));
        return Amounts.Of(Math.Exp(logarithms.Average()) - 1, "ms");
    }

    private static double Gained(ExplainResponse why) => why.Score is { } score ? score.Item - score.Mean : double.NaN;

    private static GraphSample All(FlowGraph graph) => new(
        graph.NodeCount, FlowGraph.NodeFeatureNames.Count, graph.NodeFeatures, graph.FlowSource, graph.FlowTarget, FlowGraph.FlowFeatureNames.Count, graph.FlowFeatures);

    /// <summary>Learns whether a column of the items' rows lies above the median of its positive values.</summary>
    private static ModelArtifact Learnt(string task, int column)
    {
        var (areFlows, artifact) = (GraphNetworks.IsOfFlows(task), Artifacts.Of(task, ["low", "high"], 1) with { WindowFlows = 64 });
        var width = ItemRows.Width(areFlows, FlowGraph.NodeFeatureNames.Count, FlowGraph.FlowFeatureNames.Count);
        var rows = ItemRows.Of(PreparedGraph<float>.Create(Sample, artifact.NodeScale, artifact.FlowScale), areFlows, [.. Enumerable.Range(0, areFlows ? Sample.Flows : Sample.Nodes)]);
        var values = rows.Chunk(width).Select(row => row[column]).ToArray();
        float[] known = [.. values.Where(value => value > 0).Order()];
        var median = known[known.Length / 2];
        int[] labels = [.. values.Select(value => value > median ? 1 : 0)];
        var trees = BoostedTrees.Fit(rows, width, labels, 2, [], new BoostingSettings(Iterations: 20, MaxLeaves: 4, MinLeafRows: 2), WorkTeam.Alone, CancellationToken.None);
        return artifact with { Network = TreeClassifier.Name, Trees = trees, Weights = ReadOnlyMemory<float>.Empty };
    }

    private async Task<ExplainResponse> ExplainAsync(string model, ExplainRequest request)
    {
        using var response = await PostAsync(model, request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync(WireJson.Default.ExplainResponse) ?? throw new InvalidDataException("An empty answer.");
    }

    private Task<HttpResponseMessage> PostAsync(string model, ExplainRequest request) =>
        _client.PostAsJsonAsync($"/v1/models/{model}/explain", request, WireJson.Default.ExplainRequest);
}
