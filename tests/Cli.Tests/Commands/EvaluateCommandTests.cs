using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Contracts;
using NetMl.Contracts.Serving;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Tests.Commands;

/// <summary>netml evaluate and netml models compare.</summary>
public sealed class EvaluateCommandTests
{
    private const string Method = "paired bootstrap over blocks of 256 consecutive items, seed 1";

    private static readonly EvaluationReport Flows = new(
        "branch", TrainingTasks.FlowClassification, "flows", 1000, 20,
        [
            new ModelEvaluation("a", 2, Scores("a@2", 0.9, 0.8), new Dictionary<string, long> { ["Worm"] = 7 }),
            new ModelEvaluation("b", 1, Scores("b@1", 0.85, 0.81), new Dictionary<string, long>()),
        ],
        Scores("majority", 0.6, 0.3),
        [new ScoreDifference("accuracy", "a@2", "b@1", 0.05, 0.01, 0.09, 0.012, Method), new ScoreDifference("macro-f1", "a@2", "b@1", -0.01, -0.05, 0.03, 0.6, Method)], []);

    private static readonly EvaluationReport Hosts = new(
        "branch", TrainingTasks.HostAnomaly, "hosts", 100, 0, [new ModelEvaluation("odd", 1, Anomaly: new AnomalyEvaluation(0.875, 0.5, 10, 2.5, 0.02, 0.7, 9))], null, [],
        ["Every labelled item is benign."]);

    [Fact]
    public async Task Evaluate_Flows_PrintsScoresClassesAndWhatTheModelDoesNotKnow()
    {
        EvaluationRequest? asked = null;
        await using var gateway = await FakeGateway.StartAsync(app => app.MapPost("/v1/models/a/evaluate", async (HttpRequest request) =>
        {
            asked = await JsonSerializer.DeserializeAsync(request.Body, WireJson.Default.EvaluationRequest);
            return Results.Json(Flows);
        }));

        var run = await gateway.NetMlAsync("evaluate", "a", "--version", "2", "--dataset", "branch", "--from", "2026-11-20T12:00Z");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(new EvaluationRequest("branch", From: Samples.Noon, Version: 2), asked);
        Assert.All(
            ["a version 2 (flow-classification) on branch: 1,000 labelled flows scored, 20 without a label.", "7 flows are 'Worm', a class that the model does not know", "90.0 %", "majority", "12.5 %", "True classes by the class that was told"],
            expected => Assert.Contains(expected, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Evaluate_WithoutLabels_PrintsHowAttacksAreToldApart()
    {
        await using var gateway = await FakeGateway.StartAsync(app => app.MapPost("/v1/models/odd/evaluate", () => Results.Json(Hosts)));

        var run = await gateway.NetMlAsync("evaluate", "odd", "--dataset", "branch");
        var csv = await gateway.NetMlAsync("evaluate", "odd", "--dataset", "branch", "--csv");

        Assert.All(["0.8750", "by luck 0.1000", "9 hosts lie above it", "90 benign, 10 attacks, 0 without a label.", "2.0 %", "70.0 %", "Every labelled item is benign."], expected => Assert.Contains(expected, run.Output, StringComparison.Ordinal));
        Assert.Equal("auroc,averagePrecision,attacks,threshold,falsePositives,recall,flagged\r\n0.875,0.5,10,2.5,0.02,0.7,9\r\n", csv.Output);
    }

    [Fact]
    public async Task Evaluate_AttacksScoreLower_SaysWorseThanLuck()
    {
        var worse = Hosts with { Models = [new ModelEvaluation("odd", 1, Anomaly: new AnomalyEvaluation(0.3, 0.1, 10))] };
        await using var gateway = await FakeGateway.StartAsync(app => app.MapPost("/v1/models/odd/evaluate", () => Results.Json(worse)));

        var run = await gateway.NetMlAsync("evaluate", "odd", "--dataset", "branch");

        Assert.Contains("Worse than luck: attacks score lower than benign hosts", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_OnADataSet_MarksTheBestAndSaysWhatIsNoise()
    {
        EvaluationRequest? asked = null;
        await using var gateway = await FakeGateway.StartAsync(app => app.MapPost("/v1/models/a/evaluate", async (HttpRequest request) =>
        {
            asked = await JsonSerializer.DeserializeAsync(request.Body, WireJson.Default.EvaluationRequest);
            return Results.Json(Flows);
        }));

        var run = await gateway.NetMlAsync("models", "compare", "a@2", "b", "--dataset", "branch");
        var csv = await gateway.NetMlAsync("models", "compare", "a@2", "b", "--dataset", "branch", "--csv");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(("branch", 2, "b"), (asked?.Dataset, asked?.Version, Assert.Single(asked?.Against ?? [])));
        Assert.All(["90.0 % *", "81.0 % *", "a@2 is better", "may be noise", Method, "+5.0 pp", "macro F1", "calibration error"], expected => Assert.Contains(expected, run.Output, StringComparison.Ordinal));
        Assert.StartsWith("model,version,accuracy,macro-f1,calibration-error", csv.Output, StringComparison.Ordinal);
        Assert.Contains("\r\nb,1,0.85,0.81,0.125,0.05,0.012,-0.01,0.6\r\n", csv.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_WithoutItems_TellsWhatTheJobsTold()
    {
        await using var gateway = await FakeGateway.StartAsync(app => MapJobs(app, Job("job-1", 1, 0.9), Job("job-2", 1, 0.8)));

        var run = await gateway.NetMlAsync("models", "compare", "m@1", "m@2");

        Assert.Equal(0, run.ExitCode);
        Assert.All(["90.0 % *", "80.0 %", "30 labelled flows", "needs the items"], expected => Assert.Contains(expected, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Compare_WithoutItemsOfOtherSplits_SaysSo()
    {
        await using var gateway = await FakeGateway.StartAsync(app => MapJobs(app, Job("job-1", 1, 0.9), Job("job-2", 2, 0.8)));

        var run = await gateway.NetMlAsync("models", "compare", "m@1", "m@2");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("m@1 and m@2 were not tested alike (split: random 0.7, seed 1 and random 0.7, seed 2", run.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_WithoutItemsOfOtherLabelsAndWindows_NamesBoth()
    {
        var other = Job("job-2", 1, 0.8);
        other = other with { Request = other.Request with { Labels = LabelSources.Behaviours, WindowFlows = 64, Metric = JobMetrics.Accuracy } };
        await using var gateway = await FakeGateway.StartAsync(app => MapJobs(app, Job("job-1", 1, 0.9), other));

        var run = await gateway.NetMlAsync("models", "compare", "m@1", "m@2");

        Assert.Equal(1, run.ExitCode);
        Assert.All(["labels: flows and behaviours", "and 64", "metric: macro-f1 and accuracy"], expected => Assert.Contains(expected, run.Sentence, StringComparison.Ordinal));
    }

    private static void MapJobs(WebApplication app, JobStatus first, JobStatus second)
    {
        var versions = ((JobStatus[])[first, second]).Select((job, at) => new ModelVersion("m", at + 1, "ab", TrainingTasks.FlowClassification, 7, Samples.Noon, job.Id)).ToList();
        app.MapGet("/v1/models/m", () => Results.Json(new ModelEntry("m", versions, new Dictionary<string, int> { ["latest"] = 2 })));
        foreach (var job in (JobStatus[])[first, second])
            app.MapGet($"/v1/jobs/{job.Id}", () => Results.Json(job));
    }

    private static JobStatus Job(string id, int seed, double accuracy)
    {
        var done = Samples.Completed();
        return done with
        {
            Id = id,
            Request = new JobRequest("office", "m", Seed: seed, Split: new SplitRequest(SplitKinds.Random)),
            Result = done.Result is { } result ? result with { Model = Scores("e-graphsage", accuracy, accuracy) } : null,
        };
    }

    private static ClassificationScores Scores(string name, double accuracy, double macroF1) =>
        new(name, accuracy, macroF1, [new ClassScores("Benign", 0.9, 0.8, 0.85, 900), new ClassScores("Scan", 0.5, 0.4, 0.45, 100)], 0.125, [[890, 10], [60, 40]]);
}
