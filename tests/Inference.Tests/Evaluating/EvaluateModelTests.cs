using System.Net;
using System.Net.Http.Json;
using NetMl.Contracts;
using NetMl.Contracts.Serving;
using NetMl.Features;
using NetMl.Flows;
using NetMl.Flows.Synthetic;
using NetMl.Gnn;
using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Encoders;
using NetMl.Gnn.HostClassification;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Scores;
using NetMl.Inference.Tests.Fixtures;

namespace NetMl.Inference.Tests.Evaluating;

/// <summary>Models scored on stored flows, against scores that the test works out of the whole graph at once.</summary>
public sealed class EvaluateModelTests : IAsyncLifetime
{
    private static readonly FlowBatch Capture = SyntheticCapture.Generate(1, new SyntheticOptions { Flows = 1000, Hosts = 20 })[0];
    private static readonly FlowGraph Whole = FlowGraph.Build([Capture], 64);
    private static readonly DateTimeOffset Split = Instant(Whole.FlowStart.Span[700]);
    private readonly InferenceUnderTest _inference = Create();
    private HttpClient _client = null!;

    public async Task InitializeAsync() => _client = await _inference.ClientAsync();

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _inference.DisposeAsync();
    }

    [Fact]
    public async Task Evaluate_LabelledFlows_GivesTheScoresOfTheWholeGraph()
    {
        var predicted = ClassificationReport.ArgMax(new NetworkClassifier(Artifacts.OfFlows(2)).Predict(Sample(Whole)), 3).Select(told => Artifacts.Classes[told]).ToArray();
        var truth = Whole.FlowLabel.ToArray().Select(label => Whole.Classes[label]).ToArray();

        var report = await EvaluateAsync("flows", new EvaluationRequest("lab"));

        var (model, classes) = (Assert.Single(report.Models), report.Models[0].Classes);
        Assert.Equal(("flows", 2, "flows", Capture.Count, 0), (model.Model, model.Version, report.Items, report.Scored, report.Unlabelled));
        Assert.Equal(truth.Zip(predicted).Count(pair => pair.First == pair.Second) / (double)Capture.Count, classes?.Accuracy ?? 0, 1e-12);
        Assert.Equal(
            truth.Where(label => !Artifacts.Classes.Contains(label)).GroupBy(label => label).ToDictionary(group => group.Key, group => group.LongCount()).OrderBy(pair => pair.Key, StringComparer.Ordinal), model.Unknown?.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.All(classes?.Classes ?? [], one => Assert.Equal(truth.Count(label => label == one.Class), one.Support));
        Assert.Equal(Capture.Count, classes?.Confusion?.Sum(row => row.Sum()));
        Assert.Equal(truth.GroupBy(label => label).Max(group => group.Count()) / (double)Capture.Count, report.Majority?.Accuracy ?? 0, 1e-12);
        Assert.InRange(classes?.CalibrationError ?? -1, 0.001, 1);
    }

    /// <summary>Windows of 64 flows in pieces of one window each: the answers are those of the whole.</summary>
    [Fact]
    public async Task Evaluate_InPieces_GivesTheSameReport()
    {
        await using var pieces = Create().With("Inference:Evaluation:PieceFlows", "100");
        using var client = await pieces.ClientAsync();
        foreach (var model in (string[])["flows", "hosts", "roles"])
        {
            var (whole, cut) = (await EvaluateAsync(model, new EvaluationRequest("lab")), await EvaluateAsync(model, new EvaluationRequest("lab"), client));

            Assert.Equal(Json(whole), Json(cut));
        }
    }

    [Fact]
    public async Task Evaluate_BetweenTwoTimes_ScoresThoseFlows()
    {
        var (from, to) = (Instant(Whole.FlowStart.Span[300]), Instant(Whole.FlowStart.Span[700]));

        var report = await EvaluateAsync("flows", new EvaluationRequest("lab", From: from, To: to));

        Assert.Equal(Capture.StartNanoseconds.ToArray().Count(start => Instant(start) >= from && Instant(start) < to), report.Scored);
    }

    [Fact]
    public async Task Evaluate_ModelWithItself_FindsNoDifference()
    {
        var report = await EvaluateAsync("flows", new EvaluationRequest("lab", Against: ["flows@2", "flows@1"]));

        Assert.Equal([2, 2, 1], report.Models.Select(model => model.Version));
        Assert.Equal(["accuracy", "macro-f1", "accuracy", "macro-f1"], report.Differences.Select(one => one.Metric));
        Assert.All(report.Differences.Take(2), one => Assert.Equal((0.0, 0.0, 0.0, 1.0), (one.Difference, one.Low, one.High, one.Chance)));
        Assert.Equal((report.Models[0].Classes?.Accuracy - report.Models[2].Classes?.Accuracy) ?? 0, report.Differences[2].Difference, 1e-12);
        Assert.Contains("blocks of 256 consecutive items, seed 1", report.Differences[0].Method, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_HostAnomaly_MeasuresByWhatHostsDid()
    {
        var scores = new AnomalyDetector(Artifacts.OfHosts(3)).Score(Sample(Whole)).Scores;
        var labels = HostLabels.Of(Sample(Whole), Whole.FlowLabel.Span, BenignClass.Of(Whole.Classes));
        int[] known = [.. Enumerable.Range(0, labels.Length).Where(node => labels[node] >= 0)];
        var attacks = Array.ConvertAll(known, node => Whole.Classes[labels[node]] != "Benign");

        var report = await EvaluateAsync("hosts", new EvaluationRequest("lab"));

        var anomaly = report.Models[0].Anomaly;
        Assert.Equal(("hosts", known.Length, labels.Length - known.Length), (report.Items, report.Scored, report.Unlabelled));
        Assert.Equal(AreaUnderCurve.Of(Array.ConvertAll(known, node => scores[node]), attacks), anomaly?.Auroc ?? 0, 1e-12);
        Assert.Equal(attacks.Count(attack => attack), anomaly?.Attacks);
        Assert.Null(anomaly?.Threshold);
        Assert.Null(report.Majority);
    }

    [Fact]
    public async Task Evaluate_Wrong_IsRefusedWithOneSentence()
    {
        (string Model, EvaluationRequest Request, HttpStatusCode Status, string Sentence)[] wrong =
        [
            ("flows", new EvaluationRequest(), HttpStatusCode.BadRequest, "either a dataset or a graph"),
            ("flows", new EvaluationRequest("lab", "g"), HttpStatusCode.BadRequest, "either a dataset or a graph"),
            ("flows", new EvaluationRequest("lab", From: DateTimeOffset.UnixEpoch, To: DateTimeOffset.UnixEpoch), HttpStatusCode.BadRequest, "from must be earlier"),
            ("flows", new EvaluationRequest("lab", Version: 9), HttpStatusCode.NotFound, "has no version '9'"),
            ("flows", new EvaluationRequest("lab", Against: ["nobody"]), HttpStatusCode.NotFound, "There is no model 'nobody'"),
            ("flows", new EvaluationRequest("lab", Against: ["flows@"]), HttpStatusCode.BadRequest, "against has 'flows@'"),
            ("flows", new EvaluationRequest("lab", Against: ["hosts"]), HttpStatusCode.Conflict, "only models of one task compare"),
            ("flows", new EvaluationRequest(Graph: "g"), HttpStatusCode.Conflict, "evaluate it on a data set"),
            ("papers", new EvaluationRequest("lab"), HttpStatusCode.Conflict, "evaluate it on an imported graph"),
            ("flows", new EvaluationRequest("nowhere"), HttpStatusCode.NotFound, "There is no 'nowhere'"),
            ("flows", new EvaluationRequest("bare"), HttpStatusCode.Conflict, "carries a label"),
        ];

        foreach (var (model, request, status, sentence) in wrong)
        {
            using var response = await _client.PostAsJsonAsync($"/v1/models/{model}/evaluate", request, WireJson.Default.EvaluationRequest);
            Assert.Contains(sentence, await response.ProblemAsync(status), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Evaluate_FlowsThatAModelLearntFrom_IsTold()
    {
        var report = await EvaluateAsync("flows", new EvaluationRequest("lab", Against: ["learnt", "drawn"]));
        var later = await EvaluateAsync("learnt", new EvaluationRequest("lab", From: Split));

        Assert.Equal([null, true, true], report.Models.Select(model => model.LearntFromThem));
        Assert.Contains(report.Notes, note => note.StartsWith("learnt@1 learnt from flows of 'lab' that start before", StringComparison.Ordinal) && note.Contains("--from", StringComparison.Ordinal));
        Assert.Contains(report.Notes, note => note.Contains("split: random train=0.7", StringComparison.Ordinal));
        Assert.Contains("No difference", report.Notes[^1], StringComparison.Ordinal);
        Assert.Null(later.Models[0].LearntFromThem);
        Assert.Empty(later.Notes);
    }

    [Fact]
    public async Task Evaluate_RequestTooLarge_IsRefused()
    {
        using var body = new StringContent($$"""{"dataset":"{{new string('x', 70_000)}}"}""", System.Text.Encoding.UTF8, "application/json");

        using var response = await _client.PostAsync("/v1/models/flows/evaluate", body);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Evaluate_MoreFlowsThanMayBe_IsTooLarge()
    {
        await using var small = Create().With("Inference:Evaluation:MaxFlows", "10");
        using var client = await small.ClientAsync();

        using var response = await client.PostAsJsonAsync("/v1/models/flows/evaluate", new EvaluationRequest("lab"), WireJson.Default.EvaluationRequest);

        Assert.Contains("more than 10 flows (setting Inference:Evaluation:MaxFlows)", await response.ProblemAsync(HttpStatusCode.RequestEntityTooLarge), StringComparison.Ordinal);
    }

    private static InferenceUnderTest Create()
    {
        var inference = new InferenceUnderTest { Stored = new StoredData { Flows = { ["lab"] = Capture, ["bare"] = WithoutLabels() } } };
        inference.Shelf.Publish("flows", Artifacts.OfFlows(1));
        inference.Shelf.Publish("flows", Artifacts.OfFlows(2));
        inference.Shelf.Publish("learnt", Artifacts.OfFlows(3) with { Lineage = new ModelLineage("job", "snapshot", 3, "lab", "time train=0.7", Split) });
        inference.Shelf.Publish("drawn", Artifacts.OfFlows(4) with { Lineage = new ModelLineage("job", "snapshot", 4, "lab", "random train=0.7") });
        inference.Shelf.Publish("hosts", Artifacts.OfHosts(3));
        inference.Shelf.Publish("roles", Artifacts.Of(HostLabels.Task, Artifacts.Classes, 4));
        inference.Shelf.Publish("papers", Artifacts.OfNodes(5));
        return inference;
    }

    private static FlowBatch WithoutLabels()
    {
        var builder = new FlowBatchBuilder();
        for (var row = 0; row < 10; row++)
            builder.Add(Capture.Record(row) with { Label = null });
        return builder.Build();
    }

    private static GraphSample Sample(FlowGraph graph) => new GraphSample(
        graph.NodeCount, FlowGraph.NodeFeatureNames.Count, graph.NodeFeatures, graph.FlowSource, graph.FlowTarget, FlowGraph.FlowFeatureNames.Count, graph.FlowFeatures)
        .OfHosts(graph.NodeHost.Span);

    private static DateTimeOffset Instant(long nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100);

    private static string Json(EvaluationReport report) => System.Text.Json.JsonSerializer.Serialize(report, WireJson.Default.EvaluationReport);

    private async Task<EvaluationReport> EvaluateAsync(string model, EvaluationRequest request, HttpClient? client = null)
    {
        using var response = await (client ?? _client).PostAsJsonAsync($"/v1/models/{model}/evaluate", request, WireJson.Default.EvaluationRequest);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync(WireJson.Default.EvaluationReport) ?? throw new InvalidOperationException("the answer is a report");
    }
}
