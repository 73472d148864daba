using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Contracts.Datasets;
using NetMl.Contracts.Serving;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Tests.Commands;

public sealed class ListCommandsTests
{
    private static readonly HostsPage Page = new(
        "office", new GraphSummary(12, 34, 5678, 1, 0.25, 3), "degree", [new HostSummary("10.0.0.1", new Dictionary<string, double> { ["degree"] = 7, ["pagerank"] = 0.125 })], 12, 0);

    private static readonly BehaviourFinding Finding = new(
        "b1", "office", "address-scan", "10.0.0.9", null, Samples.Noon, Samples.Noon, 97.5, "T1046", new Dictionary<string, double> { ["peers"] = 250 },
        "10.0.0.9 tried 250 addresses on port 445 within 20 s.");

    [Fact]
    public async Task Datasets_OneStored_PrintsItsCounts()
    {
        await using var gateway = await FakeGateway.StartAsync(app =>
            app.MapGet("/v1/datasets", () => Results.Json(new[] { new DatasetSummary("office", 105918, 72, 1 << 20, 105000, 9, Samples.Noon, null) })));

        var run = await gateway.NetMlAsync("datasets");

        Assert.Equal(0, run.ExitCode);
        Assert.All(["office", "105,918", "105,000", "1.0 MiB", "2026-11-20 12:00:00"], expected => Assert.Contains(expected, run.Output));
    }

    [Theory]
    [InlineData(null, "3 of 4")]
    [InlineData("boosted-trees", " - ")]
    public async Task Jobs_OfANetworkOrOfTrees_PrintEpochsWhereThereAreSome(string? network, string epochs)
    {
        var job = Samples.Job(JobStates.Completed, 3, 0.5);
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/jobs", () => Results.Json(
            new[] { job with { Request = job.Request with { Network = network is null ? null : new NetworkRequest(network) } } })));

        Assert.Contains(epochs, (await gateway.NetMlAsync("jobs")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hosts_SortAndTop_AsksForThemAndPrintsFeatures()
    {
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/datasets/{dataset}/hosts", () => Results.Json(Page)));

        var run = await gateway.NetMlAsync("hosts", "office", "--sort", "degree", "--top", "5");

        Assert.Equal("GET /v1/datasets/office/hosts?sort=degree&top=5", Assert.Single(gateway.Calls));
        Assert.All(["12 hosts", "34 edges", "10.0.0.1", "0.125"], expected => Assert.Contains(expected, run.Output));
    }

    [Fact]
    public async Task Hosts_Json_PrintsTheAnswerInWireNames()
    {
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/datasets/{dataset}/hosts", () => Results.Json(Page)));

        var run = await gateway.NetMlAsync("hosts", "office", "--json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(34, json.RootElement.GetProperty("graph").GetProperty("edges").GetInt64());
    }

    [Fact]
    public async Task Hosts_UnknownDataset_PrintsTheReason()
    {
        await using var gateway = await FakeGateway.StartAsync(app =>
            app.MapGet("/v1/datasets/{dataset}/hosts", () => Results.Json(new { detail = "There is no data set 'offfice'." }, statusCode: 404)));

        var run = await gateway.NetMlAsync("hosts", "offfice");

        Assert.Equal((1, "netml: The list of hosts of data set 'offfice' failed: There is no data set 'offfice'."), (run.ExitCode, run.Sentence));
    }

    [Fact]
    public async Task Hosts_ReasonEndsWithAGuess_AddsNoDot()
    {
        await using var gateway = await FakeGateway.StartAsync(app =>
            app.MapGet("/v1/datasets/{dataset}/hosts", () => Results.Json(new { detail = "'sort' is 'degre'. Did you mean 'degree'?" }, statusCode: 400)));

        var run = await gateway.NetMlAsync("hosts", "office", "--sort", "degre");

        Assert.EndsWith("Did you mean 'degree'?", run.Sentence);
    }

    [Theory]
    [InlineData("hosts", "'bytes_out>1e6,degree<=3'")]
    [InlineData("edges", "'bytes_sent>1e6,failed_share<0.5'")]
    public async Task Help_Where_HasAnExampleOfItsOwn(string command, string expected) =>
        Assert.Contains(expected, (await NetMlRun.StartAsync(command, "--help")).Output.ReplaceLineEndings(""));

    [Fact]
    public async Task Behaviours_OneFound_PrintsTheSentence()
    {
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/datasets/{dataset}/behaviours", () => Results.Json(new[] { Finding })));

        var run = await gateway.NetMlAsync("behaviours", "office", "--behaviour", "address-scan", "--min-score", "80");

        Assert.Equal("GET /v1/datasets/office/behaviours?minScore=80&behaviour=address-scan", Assert.Single(gateway.Calls));
        Assert.Contains("10.0.0.9 tried 250 addresses on port 445 within 20 s.", run.Output);
    }

    [Fact]
    public async Task Models_TwoVersions_MarksTheAlias()
    {
        var entry = new ModelEntry("office-flows", [Version(1), Version(2)], new Dictionary<string, int> { ["latest"] = 2 });
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/models", () => Results.Json(new[] { entry })));

        var run = await gateway.NetMlAsync("models");

        Assert.Contains("latest", Assert.Single(run.Output.Split('\n'), line => line.Contains("│ 2 │") || line.Contains("       2 │")));
    }

    [Fact]
    public async Task Score_File_PrintsPredictionsAndTheReplicaOfTheHeader()
    {
        var answer = new ScoreResponse(
            "office-flows", 2, TrainingTasks.FlowClassification, "body-replica", 0, [new FlowScore(0, "C1", "10.0.0.1", "10.0.0.2", 53, Samples.Noon, "benign", 0.875, null), new FlowScore(1, "C2", "10.0.0.1", "10.0.0.9", 22, Samples.Noon, "scan", 0.625, null)], []);
        await using var gateway = await FakeGateway.StartAsync(app => app.MapPost("/v1/models/{model}/score", (HttpResponse response) =>
        {
            response.Headers["X-NetMl-Replica"] = "inference-2";
            return Results.Json(answer);
        }));
        using var folder = new TemporaryFolder();

        var run = await gateway.NetMlAsync("score", "office-flows", folder.Write("a.log", "x"), "--version", "2", "--format", "ndjson");

        var ranked = await gateway.NetMlAsync("score", "office-flows", folder.Write("a.log", "x"), "--top", "1");

        Assert.Equal("POST /v1/models/office-flows/score?version=2&format=ndjson", gateway.Calls.First());
        Assert.Contains("50.0 %", run.Output);
        Assert.All(["62.5 %", "All by class"], expected => Assert.Contains(expected, ranked.Output));
        Assert.DoesNotContain("87.5 %", ranked.Output);
        Assert.All(["inference-2", "benign", "87.5 %", "10.0.0.2 port 53"], expected => Assert.Contains(expected, run.Output));
    }

    private static ModelVersion Version(int number) =>
        new("office-flows", number, new string('b', 64), TrainingTasks.FlowClassification, 2048, Samples.Noon, "job-1");
}
