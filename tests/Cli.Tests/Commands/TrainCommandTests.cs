using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;
using NetMl.Contracts.Graphs;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Tests.Commands;

public sealed class TrainCommandTests
{
    [Fact]
    public async Task Train_EventsUntilCompleted_PrintsScoresBesideTheBaselines()
    {
        JobRequest? asked = null;
        await using var gateway = await FakeGateway.StartAsync(app =>
        {
            app.MapPost("/v1/jobs", async (HttpRequest request) =>
            {
                asked = await JsonSerializer.DeserializeAsync(request.Body, WireJson.Default.JobRequest);
                return Results.Json(Samples.Job(JobStates.Queued, 0), statusCode: 202);
            });
            app.MapGet("/v1/jobs/job-1/events", (HttpResponse response) =>
                WriteAsync(response, Samples.Job(JobStates.Training, 2, 2, 1), Samples.Completed()));
        });

        var run = await gateway.NetMlAsync("train", "office", "--model", "office-flows", "--epochs", "4", "--learning-rate", "0.005");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(new JobRequest("office", "office-flows", Epochs: 4, LearningRate: 0.005), asked);
        Assert.All(["version 3", "e-graphsage", "majority", "90.0 %", "60.0 %", "training-worker-1", "Learnt from 70 flows, tested on 30; split by time: tested is what starts at 2026-11-20T12:00:00Z or later."], expected => Assert.Contains(expected, run.Output));
        Assert.Contains("loss 0.2500", run.Error);
    }

    [Fact]
    public async Task Train_EventStreamBreaksOff_OpensItAgain()
    {
        var opened = 0;
        await using var gateway = await FakeGateway.StartAsync(app =>
        {
            app.MapPost("/v1/jobs", () => Results.Json(Samples.Job(JobStates.Queued, 0), statusCode: 202));
            app.MapGet("/v1/jobs/job-1/events", (HttpContext context) => ++opened switch
            {
                1 => WriteAsync(context.Response, Samples.Job(JobStates.Training, 1, 2)),
                2 => RefuseAsync(context.Response),
                _ => WriteAsync(context.Response, Samples.Completed()),
            });
        });

        var run = await gateway.NetMlAsync("train", "office", "--model", "office-flows");

        Assert.Equal((0, 3), (run.ExitCode, opened));
    }

    [Fact]
    public async Task Train_JobFails_PrintsItsError()
    {
        await using var gateway = await FakeGateway.StartAsync(app =>
        {
            app.MapPost("/v1/jobs", () => Results.Json(Samples.Job(JobStates.Queued, 0), statusCode: 202));
            app.MapGet("/v1/jobs/job-1/events", (HttpResponse response) =>
                WriteAsync(response, Samples.Job(JobStates.Failed, 0) with { Error = "Data set 'office' has one label only." }));
        });

        var run = await gateway.NetMlAsync("train", "office", "--model", "office-flows");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("netml: Job job-1 failed: Data set 'office' has one label only.", run.Error);
    }

    [Fact]
    public async Task Train_Refused_PrintsTheReason()
    {
        await using var gateway = await FakeGateway.StartAsync(app =>
            app.MapPost("/v1/jobs", () => Results.Json(new { detail = "Data set 'office' does not exist." }, statusCode: 404)));

        var run = await gateway.NetMlAsync("train", "office", "--model", "office-flows");

        Assert.Equal((1, "netml: The start of the training job failed: Data set 'office' does not exist."), (run.ExitCode, run.Sentence));
    }

    [Fact]
    public async Task Train_SystemGone_SaysThatTheJobGoesOn()
    {
        await using var gateway = await FakeGateway.StartAsync(app =>
        {
            app.MapPost("/v1/jobs", () => Results.Json(Samples.Job(JobStates.Queued, 0), statusCode: 202));
            app.MapGet("/v1/jobs/job-1/events", () => Results.Json(new { detail = "The coordinator is away." }, statusCode: 502));
        });

        var run = await gateway.NetMlAsync("train", "office", "--model", "office-flows");

        Assert.Equal(
            (1, "netml: The events of job 'job-1' failed: The coordinator is away. Job job-1 goes on when the system is back: 'netml jobs job-1' follows it then."), (run.ExitCode, run.Sentence));
    }

    [Fact]
    public async Task Train_Interrupted_SaysThatTheJobGoesOn()
    {
        using var interrupt = new CancellationTokenSource();
        await using var gateway = await FakeGateway.StartAsync(app =>
        {
            app.MapPost("/v1/jobs", () => Results.Json(Samples.Job(JobStates.Queued, 0), statusCode: 202));
            app.MapGet("/v1/jobs/job-1/events", async (HttpContext context) =>
            {
                await interrupt.CancelAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            });
        });

        var run = await NetMlRun.StartAsync(
            ["train", "office", "--model", "office-flows", "--gateway", gateway.Url, "--key", FakeGateway.Key], Stream.Null, [], interrupt.Token);

        Assert.Equal(130, run.ExitCode);
        Assert.Contains("Interrupted, but job job-1 goes on: 'netml jobs job-1' follows it, 'netml jobs job-1 --cancel' stops it.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_NameOfAGraph_LearnsItsNodes()
    {
        JobRequest? asked = null;
        await using var gateway = await FakeGateway.StartAsync(app =>
        {
            app.MapGet("/v1/graphs/cora", () => Results.Json(new GraphInfo(
                "cora", false, 2708, 5278, 0, 78, 1433, [], new Dictionary<string, int>(), new Dictionary<string, int>(), [], "v1"), WireJson.Default.GraphInfo));
            app.MapPost("/v1/jobs", async (HttpRequest request) =>
            {
                asked = await JsonSerializer.DeserializeAsync(request.Body, WireJson.Default.JobRequest);
                return Results.Json(Samples.NodeJob(), statusCode: 202);
            });
            app.MapGet("/v1/jobs/job-1/events", (HttpResponse response) => WriteAsync(
                response, Samples.NodeJob(new RepeatProgress(0, 200, 0.2, 0.79, "w", true), new RepeatProgress(1, 70, 0.3, 0.8, "w", false)), Samples.NodesCompleted()));
        });

        var run = await gateway.NetMlAsync("train", "cora", "--model", "papers", "--network", "gat", "--hidden", "8", "--repeats", "2", "--seed", "7");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(new JobRequest("cora", "papers", TrainingTasks.NodeClassification, Seed: 7, Network: new NetworkRequest("gat", Hidden: 8), Repeats: 2), asked);
        Assert.All(["papers version 1", "The graph has no split.", "81.5 ± 0.7 %", "82.0 %", "80.0 ± 1.0 %", "majority", "Theory", "1,000", "2 *"], expected => Assert.Contains(expected, run.Output));
    }

    [Fact]
    public async Task Train_NameThatSaysNoTask_IsLookedUp()
    {
        var tasks = new List<string?>();
        await using var gateway = await FakeGateway.StartAsync(app =>
        {
            app.MapGet("/v1/datasets/both", () => Results.Json(new DatasetSummary("both", 1, 1, 1, 1, 1, null, null), WireJson.Default.DatasetSummary));
            foreach (var graph in (string[])["both", "cora"])
            {
                app.MapGet($"/v1/graphs/{graph}", () => Results.Json(new GraphInfo(
                    graph, false, 1, 1, 0, 1, 1, [], new Dictionary<string, int>(), new Dictionary<string, int>(), [], "v1"), WireJson.Default.GraphInfo));
            }
            app.MapPost("/v1/jobs", async (HttpRequest request) =>
            {
                tasks.Add((await JsonSerializer.DeserializeAsync(request.Body, WireJson.Default.JobRequest))?.Task);
                return Results.Json(Samples.NodeJob(), statusCode: 202);
            });
        });

        foreach (var name in (string[])["both", "cora", "nothing"])
            await gateway.NetMlAsync("train", name, "--model", "m", "--detach");

        Assert.Equal([TrainingTasks.FlowClassification, TrainingTasks.NodeClassification, TrainingTasks.FlowClassification], tasks);
    }

    [Theory]
    [InlineData("--window does not go with the task node-classification", "--task", "node-classification", "--window", "64")]
    [InlineData("--repeats does not go with the task host-anomaly", "--task", "host-anomaly", "--repeats", "3")]
    [InlineData("--shards does not go with the task node-classification", "--network", "gcn", "--shards", "1")]
    [InlineData("--dropout is '1'", "--dropout", "1")]
    public async Task Train_OptionThatTheTaskDoesNotRead_IsRefused(string sentence, params string[] options)
    {
        await using var gateway = await FakeGateway.StartAsync(_ => { });

        var run = await gateway.NetMlAsync(["train", "cora", "--model", "m", .. options]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(sentence, run.Error);
        Assert.Empty(gateway.Calls);
    }

    [Fact]
    public void Describe_RepeatsUnderWay_TellsEach() => Assert.Equal(
        "training, 1 of 2 repeats done, repeat 2 at epoch 70 of 200, loss 0.3000, validation 80.0 %",
        Jobs.JobWords.Describe(Samples.NodeJob(new RepeatProgress(0, 120, 0.2, 0.79, "w", true), new RepeatProgress(1, 70, 0.3, 0.8, "w", false))));

    [Fact]
    public async Task Jobs_Cancel_SendsDelete()
    {
        await using var gateway = await FakeGateway.StartAsync(app => app.MapDelete("/v1/jobs/job-1", () => Results.StatusCode(202)));

        var run = await gateway.NetMlAsync("jobs", "job-1", "--cancel");

        Assert.Equal((0, "DELETE /v1/jobs/job-1"), (run.ExitCode, Assert.Single(gateway.Calls)));
    }

    private static async Task WriteAsync(HttpResponse response, params JobStatus[] events)
    {
        response.ContentType = "text/event-stream";
        foreach (var status in events)
            await response.WriteAsync($"data: {JsonSerializer.Serialize(status, WireJson.Default.JobStatus)}\n\n");
    }

    private static Task RefuseAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status502BadGateway;
        return Task.CompletedTask;
    }
}
