using System.Net;
using System.Net.Http.Json;
using NetMl.Contracts.Training;
using NetMl.Gnn.Artifacts;
using NetMl.Training.Tests.System;

namespace NetMl.Training.Tests.Search;

/// <summary>Searches through coordinator, workers and sidecar.</summary>
public sealed class SearchSystemTests
{
    private static readonly JobRequest Small = new(
        "groups", "found", TrainingTasks.NodeClassification, Network: new NetworkRequest("gcn", Hidden: 8, Epochs: 27, Patience: 0), Search: new SearchRequest(Trials: 9));

    /// <summary>What a dead worker held is trained by the other: the search ends as if nobody had died.</summary>
    [SkippableFact]
    public async Task Run_HalvingWhileAWorkerDies_EndsAtTheSameTrialsAndWeights()
    {
        await using var system = await TrainingSystem.StartAsync("graph-feature", "coordinator", "worker-1", "worker-2");
        var expected = await system.WaitForEndAsync(await system.CreateJobAsync(Small));
        var id = await system.CreateJobAsync(Small);
        await system.WaitAsync(id, status => status.Workers.Any(share => share.Worker == "worker-2"), "worker-2 trains");

        await system.StopServiceAsync("worker-2");
        var job = await system.WaitForEndAsync(id);

        Assert.True(job.State == JobStates.Completed, $"{job.State}: {job.Error}");
        Assert.Equal(await TriedAsync(system, expected), await TriedAsync(system, job));
        Assert.Equal(9, job.Result?.Search?.Trials.Count);
        Assert.Equal(27, job.Result?.Search?.Trials.Max(trial => trial.Epochs));
        Assert.Null(job.Search);
        Assert.NotNull(job.Curve);
    }

    [SkippableFact]
    public async Task Run_BudgetOfNothing_PublishesTheFirstTrial()
    {
        await using var system = await TrainingSystem.StartAsync("graph-feature", "coordinator", "worker-1");

        var job = await system.WaitForEndAsync(await system.CreateJobAsync(Small with { Search = new SearchRequest(SearchMethods.Random, 20, 0) }));

        Assert.True(job.State == JobStates.Completed, $"{job.State}: {job.Error}");
        Assert.Equal((0, 27), Assert.Single(job.Result?.Search?.Trials ?? []) is var trial ? (trial.Trial, trial.Epochs) : default);
    }

    /// <summary>The only worker takes the first trial and is never heard of again; the budget is over when its lease is.</summary>
    [SkippableFact]
    public async Task Run_NoTrainingEndsWithinTheBudget_FailsWithOneSentence()
    {
        await using var system = await TrainingSystem.StartAsync("graph-feature", "coordinator");
        var id = await system.CreateJobAsync(Small with { Search = new SearchRequest(BudgetSeconds: 0.5) });
        await Eventually.TrueAsync("there is a part", async () =>
        {
            using var response = await system.Api.PostAsJsonAsync("/internal/leases", new LeaseRequest("silent"));
            return response.StatusCode == HttpStatusCode.OK;
        });

        var job = await system.WaitForEndAsync(id);

        Assert.Equal(JobStates.Failed, job.State);
        Assert.Contains("The budget of 0.5 s ended before any training did", job.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Cancel_RunningSearch_EndsItAndFreesTheWorker()
    {
        await using var system = await TrainingSystem.StartAsync("graph-feature", "coordinator", "worker-1");
        var id = await system.CreateJobAsync(Small with { Network = new NetworkRequest("mlp", Hidden: 64, Epochs: 5000, Patience: 0), Search = new SearchRequest(SearchMethods.Random, 50) });
        await system.WaitAsync(id, status => status.Search is not null, "trains");

        using var cancel = await system.Api.DeleteAsync($"/v1/jobs/{id}");
        var job = await system.WaitForEndAsync(id);
        var next = await system.WaitForEndAsync(await system.CreateJobAsync(Small with { Search = new SearchRequest(Trials: 3) }));

        Assert.Equal((JobStates.Cancelled, JobStates.Completed), (job.State, next.State));
    }

    private static async Task<string> TriedAsync(TrainingSystem system, JobStatus job)
    {
        Assert.NotNull(job.Result);
        var weights = NodeModelArtifact.Read(await system.ArtifactAsync(job.Result.Published)).Weights.ToArray();
        return $"{string.Join('\n', job.Result.Search?.Trials.Select(trial => $"{trial.Trial} {trial.Epochs} {trial.Score:R}") ?? [])}\n{string.Join(' ', weights)}";
    }
}
