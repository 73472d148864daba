using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Contracts;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Tests.Commands;

/// <summary>netml train --search and --watch.</summary>
public sealed class SearchCommandTests
{
    private static readonly SearchResult Found = new("halving", "accuracy", 42,
    [
        new SearchTrial(4, 300, 0.82, Settings("gcn", "0.02"), "training-worker-1"), new SearchTrial(0, 12, 0.7, Settings("gat", "0.01"), "training-worker-2"),
        new SearchTrial(7, 3, null, Settings("gcn", "0.1"), "training-worker-1", "The loss became NaN in epoch 3."),
    ]);

    [Fact]
    public async Task Train_Search_SendsWhatWasAskedForAndPrintsTheTrials()
    {
        JobRequest? asked = null;
        await using var gateway = await FakeGateway.StartAsync(app =>
        {
            app.MapPost("/v1/jobs", async (HttpRequest request) =>
            {
                asked = await JsonSerializer.DeserializeAsync(request.Body, WireJson.Default.JobRequest);
                return Results.Json(Running(null), statusCode: 202);
            });
            app.MapGet("/v1/jobs/job-1/events", async (HttpResponse response) =>
            {
                response.ContentType = "text/event-stream";
                foreach (var status in (JobStatus[])[Running(Found), Completed()])
                    await response.WriteAsync($"event: job\ndata: {JsonSerializer.Serialize(status, WireJson.Default.JobStatus)}\n\n");
            });
        });

        var run = await gateway.NetMlAsync(
            "train", "cora", "--model", "papers", "--task", "node-classification", "--search", "halving", "--trials", "9", "--budget", "10m", "--networks", "gcn, gat", "--metric", "macro-f1", "--watch");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(("halving", 9, 600.0, "macro-f1"), (asked?.Search?.Method, asked?.Search?.Trials, asked?.Search?.BudgetSeconds, asked?.Metric));
        Assert.Equal(["gcn", "gat"], asked?.Search?.Networks);
        Assert.All(["Trials by accuracy on the validation part, halving, 42 s", "82.0 %", "learningRate", "The loss became NaN in epoch 3."], expected => Assert.Contains(expected, run.Output, StringComparison.Ordinal));
        Assert.Contains("2 of 9 trials, 315 epochs, best accuracy 82.0 % of trial 4", run.Error, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Settings(string network, string rate) => new() { ["network"] = network, ["learningRate"] = rate, ["hidden"] = "64" };

    private static JobStatus Running(SearchResult? found) => new(
        "job-1", Samples.NodeRequest with { Repeats = null, Search = new SearchRequest(Trials: 9) }, JobStates.Training, found is null ? 0 : 315, [], [], Search: found);

    private static JobStatus Completed() => Samples.NodesCompleted() is { Result: { } result } done
        ? done with { Request = Running(null).Request, Epoch = 315, Result = result with { Search = Found } }
        : throw new InvalidOperationException("the sample is completed");
}
