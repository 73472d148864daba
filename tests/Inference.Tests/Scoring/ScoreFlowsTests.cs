using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using NetMl.Contracts;
using NetMl.Contracts.Serving;
using NetMl.Features;
using NetMl.Flows;
using NetMl.Gnn;
using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Inputs;
using NetMl.Inference.Tests.Fixtures;
using NetMl.Tests;

namespace NetMl.Inference.Tests.Scoring;

public sealed class ScoreFlowsTests : IAsyncLifetime
{
    private readonly InferenceUnderTest _inference = new InferenceUnderTest().With("Inference:Capacity:MaxFlows", "5000").With("Inference:Capacity:MaxBodyBytes", "20000000");
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _inference.Shelf.Publish("flows", Artifacts.OfFlows(1));
        _inference.Shelf.Publish("flows", Artifacts.OfFlows(2));
        _inference.Shelf.Publish("vast", Artifacts.OfFlows(5) with { Weights = Array.ConvertAll(Artifacts.OfFlows(5).Weights.ToArray(), weight => Math.Sign(weight) * 1e38f) });
        _inference.Shelf.Publish("hosts", Artifacts.OfHosts(3));
        _inference.Shelf.Publish("small", Artifacts.Small(4));
        _client = await _inference.ClientAsync();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _inference.DisposeAsync();
    }

    private static FlowBatch Capture { get; } = SyntheticCapture.Generate(1, new SyntheticOptions { Flows = 1000, Hosts = 20 })[0];

    private static ByteArrayContent Frames(params FlowBatch[] batches) => new([.. batches.SelectMany(batch => FlowFrame.Encode("lab", "batch", batch))]);

    private static GraphSample Sample(FlowGraph graph) =>
        new(graph.NodeCount, FlowGraph.NodeFeatureNames.Count, graph.NodeFeatures, graph.FlowSource, graph.FlowTarget, FlowGraph.FlowFeatureNames.Count, graph.FlowFeatures);

    private static async Task<ScoreResponse> ReadAsync(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync(WireJson.Default.ScoreResponse))!;
    }

    [Fact]
    public async Task Score_OfShuffledFlowsInTwoBatches_NamesEachRowAsTheModelDoes()
    {
        var order = Enumerable.Range(0, Capture.Count).ToArray();
        new Random(1).Shuffle(order);
        var (first, second) = (new FlowBatchBuilder(), new FlowBatchBuilder());
        foreach (var (position, row) in order.Index())
            (position < 300 ? first : second).Add(Capture.Record(row));
        FlowBatch[] batches = [first.Build(), second.Build()];
        var graph = FlowGraph.Build(batches, 64);
        var probabilities = new NetworkClassifier(Artifacts.OfFlows(2)).Predict(Sample(graph)).Chunk(3).ToList();

        using var response = await _client.PostAsync("/v1/models/flows/score", Frames(batches));

        var scored = await ReadAsync(response);
        Assert.Equal(("flows", 2, "flow-classification", "inference-7", 0), (scored.Model, scored.Version, scored.Task, scored.Replica, scored.RowsRejected));
        Assert.Equal("inference-7", response.Headers.GetValues(WireHeaders.Replica).Single());
        Assert.Equal(Capture.Count, scored.Flows.Count);
        for (var flow = 0; flow < scored.Flows.Count; flow++)
        {
            var score = scored.Flows[flow];
            var sent = Capture.Record(order[score.Row]);
            Assert.Equal(graph.FlowRow.Span[flow], score.Row);
            Assert.Equal((sent.Source, sent.Destination, sent.Uid, sent.Label), (score.Source, score.Destination, score.Uid, score.Truth));
            Assert.Equal(sent.DestinationPort < 0 ? null : sent.DestinationPort, score.DestinationPort);
            Assert.Equal(sent.StartNanoseconds / 100, score.Start.Ticks - DateTimeOffset.UnixEpoch.Ticks);
            Assert.Equal(Artifacts.Classes[Array.IndexOf(probabilities[flow], probabilities[flow].Max())], score.Class);
            Assert.Equal(probabilities[flow].Max(), score.Probability, 1e-6);
        }
        Assert.Equal(scored.Flows.Select(flow => flow.Start).Order(), scored.Flows.Select(flow => flow.Start));
        Assert.Empty(scored.Hosts);
    }

    /// <summary>Weights that are finite, but whose sums are not.</summary>
    [Fact]
    public async Task Score_NumbersThatAreNotFinite_IsRefusedWithASentence()
    {
        using var response = await _client.PostAsync("/v1/models/vast/score", Frames(Capture));

        Assert.Contains("not finite", await response.ProblemAsync(HttpStatusCode.Conflict), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_WithNamedVersion_UsesIt()
    {
        var scored = await ReadAsync(await _client.PostAsync("/v1/models/flows/score?version=1", Frames(Capture)));

        Assert.Equal(1, scored.Version);
    }

    [Fact]
    public async Task Score_WithHostModel_RanksHostsByTheirOddestWindow()
    {
        var graph = FlowGraph.Build([Capture], 64);
        var anomalies = new AnomalyDetector(Artifacts.OfHosts(3)).Score(Sample(graph));
        var worst = Enumerable.Range(0, graph.NodeCount).GroupBy(node => graph.Hosts[graph.NodeHost.Span[node]]).ToDictionary(nodes => nodes.Key, nodes => nodes.Max(node => anomalies.Scores[node]));

        var scored = await ReadAsync(await _client.PostAsync("/v1/models/hosts/score", Frames(Capture)));

        Assert.Empty(scored.Flows);
        Assert.Equal(worst.Count, scored.Hosts.Count);
        Assert.All(scored.Hosts, host => Assert.Equal(worst[host.Address], host.Score, 1e-6 * Math.Max(1, worst[host.Address])));
        Assert.Equal(scored.Hosts.Select(host => host.Score).OrderDescending(), scored.Hosts.Select(host => host.Score));
        Assert.All(scored.Hosts, host => Assert.Equal(3, host.OddestFeatures.Distinct().Intersect(HostFeatures.Names).Count()));
    }

    [Fact]
    public async Task Score_OfGzippedFlows_ReadsThem()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(FlowFrame.Encode("lab", "batch", Capture));
        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");

        Assert.Equal(Capture.Count, (await ReadAsync(await _client.PostAsync("/v1/models/flows/score", content))).Flows.Count);
    }

    [SkippableFact]
    public async Task Score_OfRealZeekLog_ScoresEveryAcceptedRow()
    {
        var path = RealData.Path("stratosphere/003-androidtester-rat.conn.log");
        var lines = File.ReadLines(path).Take(3000).ToList();
        var flows = lines.Count(line => line.Length > 0 && line[0] != '#');

        var scored = await ReadAsync(await _client.PostAsync("/v1/models/flows/score", new StringContent(string.Join('\n', lines) + "\n")));

        Assert.Equal(flows, scored.Flows.Count + scored.RowsRejected);
        Assert.InRange(scored.Flows.Count, flows * 9 / 10, flows);
        Assert.Equal(Enumerable.Range(0, scored.Flows.Count), scored.Flows.Select(flow => flow.Row).Order());
    }

    [Theory]
    [InlineData("/v1/models/none/score", "x", HttpStatusCode.NotFound, "known are flows, hosts, small")]
    [InlineData("/v1/models/flows/score?version=9", "x", HttpStatusCode.NotFound, "it has 1, 2")]
    [InlineData("/v1/models/flows/score", "", HttpStatusCode.BadRequest, "empty")]
    [InlineData("/v1/models/flows/score", "this is no flow log\n", HttpStatusCode.BadRequest, "fit none of the formats")]
    [InlineData("/v1/models/flows/score?format=pcap", "x", HttpStatusCode.BadRequest, "'pcap' is unknown")]
    [InlineData("/v1/models/flows/score?format=ndjson", "{\"startNanoseconds\":1}\n", HttpStatusCode.BadRequest, "None of the 1 rows")]
    public async Task Score_OfWhatCannotBeScored_AnswersOneSentence(string path, string body, HttpStatusCode status, string sentence)
    {
        Assert.Contains(sentence, await (await _client.PostAsync(path, new StringContent(body))).ProblemAsync(status));
    }

    [Fact]
    public async Task Score_OfMoreFlowsThanAdmitted_Answers413()
    {
        var large = SyntheticCapture.Generate(1, new SyntheticOptions { Flows = 7000 });

        Assert.Contains("more than 5000 flows", await (await _client.PostAsync("/v1/models/flows/score", Frames([.. large]))).ProblemAsync(HttpStatusCode.RequestEntityTooLarge));
    }

    [Fact]
    public async Task Score_OfMoreBytesThanAdmitted_Answers413()
    {
        _client.DefaultRequestHeaders.ExpectContinue = true;

        await (await _client.PostAsync("/v1/models/flows/score", new ByteArrayContent(new byte[20_000_001]))).ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Score_WithUnknownEncoding_Answers415()
    {
        var content = Frames(Capture);
        content.Headers.ContentEncoding.Add("br");

        Assert.Contains("'br'", await (await _client.PostAsync("/v1/models/flows/score", content)).ProblemAsync(HttpStatusCode.UnsupportedMediaType));
    }

    [Fact]
    public async Task Score_WithModelOfOtherFeatures_Answers409()
    {
        Assert.Contains("train it again", await (await _client.PostAsync("/v1/models/small/score", Frames(Capture))).ProblemAsync(HttpStatusCode.Conflict));
    }
}
