using System.Net.Http.Json;
using System.Runtime.InteropServices;
using NetMl.Contracts.Training;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Baselines;
using NetMl.Training.Tests.System;
using NetMl.TrainingCoordinator.Jobs;

namespace NetMl.Training.Tests.Jobs;

public sealed class JobExecutionTests
{
    private static readonly JobRequest Small = new("office", "flows", Epochs: 12, HiddenSize: 8);

    [SkippableFact]
    public async Task Run_LabelledFlows_PublishesAModelThatBeatsTheMajority()
    {
        await using var system = await TrainingSystem.StartAsync();

        var job = await system.WaitForEndAsync(await system.CreateJobAsync(Small));

        Assert.True(job.State == JobStates.Completed, $"{job.State}: {job.Error}");
        Assert.Equal(12, job.Losses.Count);
        Assert.True(job.Losses[^1] < job.Losses[0] / 2, string.Join(", ", job.Losses));
        var result = job.Result ?? throw new InvalidOperationException("a completed job has a result");
        Assert.Equal(["majority", "logistic-regression", "boosted-trees"], result.Baselines.Select(scores => scores.Name));
        Assert.NotNull(result.Model);
        Assert.True(result.Model.MacroF1 > result.Baselines[0].MacroF1, $"{result.Model.MacroF1} against {result.Baselines[0].MacroF1}");
        Assert.Equal(result.Model.Classes.Sum(c => c.Support), result.TestFlows);
        Assert.Equal(["worker-1", "worker-2"], job.Workers.Select(share => share.Worker));
        Assert.All(job.Workers, share => Assert.Equal((12L, 1), (share.Rounds, share.Parts.Count)));
        var entry = await system.Api.GetFromJsonAsync<ModelEntry>("/v1/models/flows");
        Assert.Equal(result.Published, entry?.Versions[^1]);
        await ModelDownloads.CheckAsync(system.Api, result);
    }

    [SkippableFact]
    public async Task Run_HostsWithAValidationPart_PublishesTheBestEpoch()
    {
        await using var system = await TrainingSystem.StartAsync();

        var job = await system.WaitForEndAsync(await system.CreateJobAsync(
            Small with { Task = TrainingTasks.HostClassification, Metric = JobMetrics.Loss, Split = new SplitRequest(SplitKinds.Random), Features = ["state", "duration", "out_degree", "failed_share_out"] }));

        Assert.True(job.State == JobStates.Completed, $"{job.State}: {job.Error}");
        var result = job.Result ?? throw new InvalidOperationException("a completed job has a result");
        Assert.Null(result.SplitTime);
        Assert.True(result.ValidationFlows > 0);
        Assert.Equal(12, job.Curve?.Count);
        var best = job.Curve?.MinBy(point => point.Score)?.At;
        Assert.Contains(result.Notes ?? [], note => note.StartsWith($"The weights are those after epoch {best} of 12, the best by loss", StringComparison.Ordinal));
        Assert.InRange(result.Model?.CalibrationError ?? -1, 0, 1);
        Assert.Equal(result.TestFlows, result.Model?.Confusion?.Sum(row => row.Sum()) + (result.TestFlows - result.Model?.Classes.Sum(c => c.Support)));
        var artifact = ModelArtifact.Read(await system.ArtifactAsync(result.Published));
        Assert.Equal(["log1p(out_degree)", "failed_share_out"], artifact.NodeFeatureNames);
    }

    [SkippableFact]
    public async Task Run_TreesOnWhatDetectorsFound_PublishesThem()
    {
        await using var system = await TrainingSystem.StartAsync("graph-feature", "coordinator");

        var job = await system.WaitForEndAsync(await system.CreateJobAsync(new JobRequest(
            "plain", "trees", Network: new NetworkRequest(TreeClassifier.Name), Labels: LabelSources.Behaviours)));

        Assert.True(job.State == JobStates.Completed, $"{job.State}: {job.Error}");
        Assert.Equal((TreeClassifier.Name, 2), (job.Result?.Model?.Name, job.Result?.Baselines.Count));
        Assert.Equal(FlowSettings.OfClasses.Epochs, job.Epoch);
        Assert.True(job.Result?.Model?.MacroF1 > job.Result?.Baselines[0].MacroF1);
        Assert.Contains(job.Result?.Notes ?? [], note => note.StartsWith("Labels are what detectors had found", StringComparison.Ordinal));
        Assert.Equal(["Benign", "address-scan"], ModelArtifact.Read(await system.ArtifactAsync(job.Result?.Published ?? throw new InvalidOperationException("published"))).Classes);
    }

    [SkippableFact]
    public async Task Run_FlowsWithoutLearningLabels_SaysWhatIsOddAndHowWell()
    {
        await using var system = await TrainingSystem.StartAsync();

        var job = await system.WaitForEndAsync(await system.CreateJobAsync(new JobRequest(
            "office", "odd", TrainingTasks.FlowAnomaly, Epochs: 5, HiddenSize: 8, Anomaly: new AnomalyRequest("hbos", 0.02, NormalOnly: true))));

        Assert.True(job.State == JobStates.Completed, $"{job.State}: {job.Error}");
        var anomaly = job.Result?.Anomaly ?? throw new InvalidOperationException("a model without labels has scores");
        Assert.Equal(("hbos", 0.02), (anomaly.Scorer, anomaly.FalsePositives));
        Assert.Equal("hbos", anomaly.Quality[0].Name);
        Assert.All(anomaly.Quality, scores => Assert.InRange(scores.Auroc, 0, 1));
        Assert.Equal(job.Result.TestFlows, anomaly.Tested);
        Assert.All(job.Result.Anomalies, odd => Assert.Equal((3, 3, 3), (odd.OddestFeatures.Count, odd.Nearest?.Count, odd.Reasons?.Count)));
        Assert.Contains(job.Result.Notes ?? [], note => note.Contains("lie above the threshold", StringComparison.Ordinal));
        var artifact = ModelArtifact.Read(await system.ArtifactAsync(job.Result.Published));
        Assert.Equal(anomaly.Threshold, artifact.Anomaly?.Threshold.Value);
    }

    [SkippableFact]
    public async Task Run_SameSeedTwice_PublishesTheSameWeights()
    {
        await using var system = await TrainingSystem.StartAsync();

        var first = await system.WaitForEndAsync(await system.CreateJobAsync(Small));
        var second = await system.WaitForEndAsync(await system.CreateJobAsync(Small));

        Assert.Equal((1, 2), (first.Result?.Published.Version, second.Result?.Published.Version));
        Assert.Equal(first.Losses, second.Losses);
        Assert.Equal(first.Result?.Model?.Classes, second.Result?.Model?.Classes);
    }

    [SkippableFact]
    public async Task Run_FlowsWithoutLabels_NamesTheOddestHosts()
    {
        await using var system = await TrainingSystem.StartAsync();

        var job = await system.WaitForEndAsync(await system.CreateJobAsync(new JobRequest("plain", "hosts", TrainingTasks.HostAnomaly, Epochs: 5, HiddenSize: 8)));

        Assert.True(job.State == JobStates.Completed, $"{job.State}: {job.Error}");
        Assert.Equal(10, job.Result?.Anomalies.Count);
        Assert.Equal(job.Result?.Anomalies.OrderByDescending(host => host.Score), job.Result?.Anomalies);
        Assert.All(job.Result?.Anomalies ?? [], host => Assert.Equal(3, host.OddestFeatures.Count));
    }

    [SkippableFact]
    public async Task Run_OneLabelOnly_FailsWithASentence()
    {
        await using var system = await TrainingSystem.StartAsync();

        var job = await system.WaitForEndAsync(await system.CreateJobAsync(Small with { Dataset = "single" }));

        Assert.Equal(JobStates.Failed, job.State);
        Assert.Contains("at least two classes", job.Error, StringComparison.Ordinal);
        Assert.Contains(TrainingTasks.HostAnomaly, job.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Run_WorkerDies_TheOtherTakesItsPartOver()
    {
        await using var system = await TrainingSystem.StartAsync();
        var expected = await system.WaitForEndAsync(await system.CreateJobAsync(Small with { Epochs = 60 }));
        var id = await system.CreateJobAsync(Small with { Epochs = 60 });
        await system.WaitAsync(id, status => status.Epoch >= 3, "has begun");

        await system.StopServiceAsync("worker-2");
        var job = await system.WaitForEndAsync(id);

        Assert.True(job.State == JobStates.Completed, $"{job.State}: {job.Error}");
        Assert.Equal(expected.Losses, job.Losses);
        Assert.Equal(2, job.Workers.Single(share => share.Worker == "worker-1").Parts.Count);
    }

    [SkippableFact]
    public async Task Run_OneWorkerOnly_Completes()
    {
        await using var system = await TrainingSystem.StartAsync("graph-feature", "coordinator", "worker-1", "shard-1");

        var job = await system.WaitForEndAsync(await system.CreateJobAsync(Small));

        Assert.True(job.State == JobStates.Completed, $"{job.State}: {job.Error}");
    }

    [SkippableFact]
    public async Task Run_CoordinatorShardAndSidecarCrash_EndsWithTheSameLosses()
    {
        await using var system = await TrainingSystem.StartAsync();
        var expected = await system.WaitForEndAsync(await system.CreateJobAsync(Small with { Epochs = 60 }));
        var id = await system.CreateJobAsync(Small with { Epochs = 60 });
        await system.WaitAsync(id, status => status.Epoch >= 3, "has begun");

        await system.StopServiceAsync("coordinator");
        await system.StopServiceAsync("shard-1");
        system.Sidecar.Kill();
        await system.Sidecar.StartAsync();
        await system.StartServiceAsync("shard-1");
        await system.StartServiceAsync("coordinator");
        var job = await system.WaitForEndAsync(id);

        Assert.True(job.State == JobStates.Completed, $"{job.State}: {job.Error}");
        Assert.Equal(expected.Losses, job.Losses);
    }

    /// <summary>The stored score is raised above any other, so that the epoch before the restart must be the one that is published.</summary>
    [SkippableFact]
    public async Task Run_CoordinatorRestarts_ChoosesFromTheEpochsBeforeAsWell()
    {
        await using var system = await TrainingSystem.StartAsync("graph-feature", "coordinator", "worker-1", "shard-1");
        var id = await system.CreateJobAsync(Small with { Epochs = 60, Metric = JobMetrics.Auroc, Split = new SplitRequest(SplitKinds.Random) });
        await system.WaitAsync(id, status => status.Curve?.Count >= 2, "has looked at two epochs");
        await system.StopServiceAsync("coordinator");
        StoredBest? best = null;
        await system.ChangeStoredAsync(id, document =>
        {
            best = (document.Best ?? throw new InvalidOperationException("the best epoch is stored")) with { Score = 2 };
            return document with { Best = best };
        });
        Assert.NotNull(best);
        var kept = await system.StoredAsync(BestWeights.Key(id, best.Place, 0));

        await system.StartServiceAsync("coordinator");
        var job = await system.WaitForEndAsync(id);

        Assert.True(job.State == JobStates.Completed, $"{job.State}: {job.Error}");
        var note = Assert.Single(job.Result?.Notes ?? [], note => note.StartsWith("The weights are those", StringComparison.Ordinal));
        var artifact = await system.ArtifactAsync(job.Result?.Published ?? throw new InvalidOperationException("published"));
        var weights = MemoryMarshal.AsBytes(ModelArtifact.Read(artifact).Weights.Span).ToArray();
        Assert.Equal($"The weights are those after epoch {best.Epoch} of 60, the best by auroc on the validation part (2).", note);
        Assert.Equal(kept, weights);
        await Eventually.TrueAsync("what was stored is deleted", async () => (await system.StoredAsync(BestWeights.Key(id, 0, 0))).Length + (await system.StoredAsync(BestWeights.Key(id, 1, 0))).Length == 0);
    }

    [SkippableFact]
    public async Task Run_StoredBestIsTorn_ChoosesFromTheOthersAndSaysSo()
    {
        await using var system = await TrainingSystem.StartAsync("graph-feature", "coordinator", "worker-1", "shard-1");
        var id = await system.CreateJobAsync(Small with { Epochs = 30, Metric = JobMetrics.Auroc, Split = new SplitRequest(SplitKinds.Random) });
        await system.WaitAsync(id, status => status.Curve?.Count >= 2, "has looked at two epochs");
        await system.StopServiceAsync("coordinator");
        var before = 0;
        await system.ChangeStoredAsync(id, document =>
        {
            before = document.Status.Losses.Count;
            return document with { Best = (document.Best ?? throw new InvalidOperationException("the best epoch is stored")) with { Sha256 = "of other weights" } };
        });

        await system.StartServiceAsync("coordinator");
        var job = await system.WaitForEndAsync(id);

        Assert.True(job.State == JobStates.Completed, $"{job.State}: {job.Error}");
        Assert.Equal(30, job.Losses.Count);
        var note = Assert.Single(job.Result?.Notes ?? [], note => note.StartsWith("The weights are those", StringComparison.Ordinal));
        Assert.EndsWith($" of those from epoch {before + 1} on, since the best before was lost when the coordinator was started again.", note, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Run_CrashAfterPublishing_TellsWhatWasJudgedOfThePublishedWeights()
    {
        await using var system = await TrainingSystem.StartAsync("graph-feature", "coordinator");
        var id = await system.CreateJobAsync(new JobRequest("office", "trees", Network: new NetworkRequest(TreeClassifier.Name), Features: ["duration", "out_degree"]));
        var published = (await system.WaitForEndAsync(id)).Result ?? throw new InvalidOperationException("published");
        await system.StopServiceAsync("coordinator");
        await system.ChangeStoredAsync(id, document => document with
        {
            Status = document.Status with { State = JobStates.Publishing, Result = null },
            Ready = published with { Published = published.Published with { Version = 0 }, Notes = ["as judged"] },
        });

        await system.StartServiceAsync("coordinator");
        var job = await system.WaitForEndAsync(id);

        Assert.True(job.State == JobStates.Completed, $"{job.State}: {job.Error}");
        Assert.Equal(["as judged"], job.Result?.Notes);
        Assert.Equal(published.Published, job.Result?.Published);
        Assert.Single((await system.Api.GetFromJsonAsync<ModelEntry>("/v1/models/trees"))?.Versions ?? []);
    }

    [SkippableFact]
    public async Task Cancel_RunningJob_EndsIt()
    {
        await using var system = await TrainingSystem.StartAsync();
        var id = await system.CreateJobAsync(Small with { Epochs = 400, Metric = JobMetrics.Loss });
        await system.WaitAsync(id, status => status.Curve?.Count >= 1, "has looked at an epoch");

        using var answer = await system.Api.DeleteAsync($"/v1/jobs/{id}");
        var job = await system.WaitForEndAsync(id);
        using var again = await system.Api.DeleteAsync($"/v1/jobs/{id}");

        Assert.Equal(global::System.Net.HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(JobStates.Cancelled, job.State);
        Assert.Equal(global::System.Net.HttpStatusCode.Conflict, again.StatusCode);
        await Eventually.TrueAsync("what was stored is deleted", async () => (await system.StoredAsync(BestWeights.Key(id, 0, 0))).Length + (await system.StoredAsync(BestWeights.Key(id, 1, 0))).Length == 0);
    }

    [SkippableFact]
    public async Task Watch_RunningJob_EndsWithTheFinalStatus()
    {
        await using var system = await TrainingSystem.StartAsync();
        var id = await system.CreateJobAsync(Small);

        var events = await system.Api.GetStringAsync($"/v1/jobs/{id}/events");

        var data = events.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).ToArray();
        Assert.True(data.Length > 2, events);
        Assert.Contains("\"state\":\"completed\"", data[^1], StringComparison.Ordinal);
    }
}
