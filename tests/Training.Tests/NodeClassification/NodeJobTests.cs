using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NetMl.Contracts.Training;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Parts;
using NetMl.Gnn.Training;
using NetMl.Tensors.Parallelism;
using NetMl.Training.Tests.System;

namespace NetMl.Training.Tests.NodeClassification;

/// <summary>Node jobs through coordinator, workers and sidecar.</summary>
public sealed class NodeJobTests
{
    private static readonly JobRequest Small = new(
        "groups", "nodes", TrainingTasks.NodeClassification, Network: new NetworkRequest("gcn", Hidden: 8, Epochs: 60, Patience: 0), Repeats: 4);

    // So long that a repeat under way is seen.
    private static readonly JobRequest Long = Small with { Network = new NetworkRequest("mlp", Hidden: 256, Epochs: 5000, Patience: 0), Repeats = 6 };

    [SkippableFact]
    public async Task Run_Repeats_PublishesTheOneWithTheBestValidation()
    {
        await using var system = await TrainingSystem.StartAsync("graph-feature", "coordinator", "worker-1", "worker-2");

        var job = await system.WaitForEndAsync(await system.CreateJobAsync(Small));

        Assert.True(job.State == JobStates.Completed, $"{job.State}: {job.Error}");
        var result = job.Result ?? throw new InvalidOperationException("a completed job has a result");
        var nodes = result.Nodes ?? throw new InvalidOperationException("a node job has a result over nodes");
        Assert.Equal((60, 30, 30), (nodes.Learnt, nodes.Validated, nodes.Tested));
        Assert.Contains("drawn with seed 1", Assert.Single(nodes.Notes), StringComparison.Ordinal);
        Assert.Equal([(0, 1), (1, 2), (2, 3), (3, 4)], nodes.Repeats.Select(repeat => (repeat.Repeat, repeat.Seed)));
        Assert.Equal(nodes.Repeats.Max(repeat => repeat.Validation), nodes.Repeats[nodes.Published].Validation);
        Assert.Equal(nodes.Repeats.Average(repeat => repeat.Accuracy), nodes.Accuracy, 1e-12);
        Assert.Equal(nodes.Repeats[nodes.Published].Accuracy, result.Model?.Accuracy);
        Assert.Equal(["majority", "logistic-regression"], result.Baselines.Select(scores => scores.Name));
        Assert.True(nodes.Accuracy > result.Baselines[0].Accuracy + 0.1, $"{nodes.Accuracy} against {result.Baselines[0].Accuracy}");
        Assert.Equal(4, job.Workers.Sum(share => share.Rounds));
        Assert.Equal(4, job.Repeats?.Count(repeat => repeat is { IsDone: true, Epoch: 60 }));
        var artifact = NodeModelArtifact.Read(await system.ArtifactAsync(result.Published));
        Assert.Equal(["x", "y", "z"], artifact.Classes);
        Assert.Equal(("v1", nodes.Published + 1), (artifact.Lineage.Version, artifact.Lineage.Seed));
    }

    [SkippableFact]
    public async Task Run_WorkerDies_TheOtherGoesOnToTheSameResult()
    {
        await using var system = await TrainingSystem.StartAsync("graph-feature", "coordinator", "worker-1", "worker-2");
        var expected = await system.WaitForEndAsync(await system.CreateJobAsync(Long));
        Assert.Equal(["worker-1", "worker-2"], expected.Workers.Select(share => share.Worker));
        var id = await system.CreateJobAsync(Long);
        await system.WaitAsync(id, status => status.Repeats?.Any(repeat => repeat is { Worker: "worker-2", IsDone: false }) ?? false, "worker-2 trains");

        await system.StopServiceAsync("worker-2");
        var underWay = await system.JobAsync(id);
        var job = await system.WaitForEndAsync(id);

        Assert.True(job.State == JobStates.Completed, $"{job.State}: {job.Error}");
        Assert.Equal(JobStates.Training, underWay.State);
        Assert.Equal(6, job.Workers.Sum(share => share.Rounds));
        Assert.Equal(await WeightsAsync(system, expected), await WeightsAsync(system, job));
    }

    /// <summary>A worker falls silent after its checkpoint, which is that of another seed: only who begins there ends where this test does.</summary>
    [SkippableFact]
    public async Task Run_CheckpointOfASilentWorker_IsWhereTheNextOneBegins()
    {
        await using var system = await TrainingSystem.StartAsync("graph-feature", "coordinator");
        var id = await system.CreateJobAsync(Small with { Repeats = 1 });
        var lease = await LeaseAsync(system);
        var part = NodePart.Read(await system.Api.GetByteArrayAsync($"/internal/leases/{lease.Lease}/part"));
        byte[]? checkpoint = null;
        NodeClassifier.Train(part.Task, part.Settings, 99, WorkTeam.Alone, null, null, state => checkpoint ??= state.Write(), CancellationToken.None);
        Assert.NotNull(checkpoint);

        using var kept = await system.Api.PutAsync($"/internal/leases/{lease.Lease}/checkpoint", new ByteArrayContent(checkpoint));
        await system.StartServiceAsync("worker-1");
        var job = await system.WaitForEndAsync(id);

        Assert.Equal(HttpStatusCode.NoContent, kept.StatusCode);
        Assert.True(job.State == JobStates.Completed, $"{job.State}: {job.Error}");
        var weights = await WeightsAsync(system, job);
        var expected = NodeClassifier.Train(
            part.Task, part.Settings, part.Seed, WorkTeam.Alone, TrainingState.Read(checkpoint, weights.Length), null, null, CancellationToken.None);
        Assert.Equal(expected.Weights, weights);
    }

    [SkippableFact]
    public async Task Cancel_RunningJob_EndsItAndFreesTheWorker()
    {
        await using var system = await TrainingSystem.StartAsync("graph-feature", "coordinator", "worker-1");
        var id = await system.CreateJobAsync(Long with { Repeats = 50 });
        await system.WaitAsync(id, status => status.Epoch > 0 || status.Repeats?.Count > 0, "trains");

        using var cancel = await system.Api.DeleteAsync($"/v1/jobs/{id}");
        var job = await system.WaitForEndAsync(id);
        var next = await system.WaitForEndAsync(await system.CreateJobAsync(Small with { Repeats = 1 }));

        Assert.Equal((JobStates.Cancelled, JobStates.Completed), (job.State, next.State));
    }

    [SkippableFact]
    public async Task Run_CoordinatorRestarts_BeginsAnewUnlessTheGraphWasReplaced()
    {
        await using var system = await TrainingSystem.StartAsync("graph-feature", "coordinator");
        var replaced = await system.CreateJobAsync(Small);
        var kept = await system.CreateJobAsync(Small with { Dataset = "lone", Network = new NetworkRequest("mlp", Epochs: 20) });
        foreach (var id in (string[])[replaced, kept])
            await system.WaitAsync(id, status => status.State == JobStates.Training, "waits for workers");

        await system.StopServiceAsync("coordinator");
        system.Input.Graphs.Replace("groups");
        await system.StartServiceAsync("coordinator");
        await system.StartServiceAsync("worker-1");
        var (failed, completed) = (await system.WaitForEndAsync(replaced), await system.WaitForEndAsync(kept));

        Assert.Equal(JobStates.Failed, failed.State);
        Assert.Contains("Graph 'groups' has been replaced", failed.Error, StringComparison.Ordinal);
        Assert.True(completed.State == JobStates.Completed, $"{completed.State}: {completed.Error}");
    }

    [SkippableFact]
    public async Task CreateJob_WrongForNodes_IsRefusedWithOneSentence()
    {
        await using var system = await TrainingSystem.StartAsync("graph-feature", "coordinator");
        (JobRequest Request, HttpStatusCode Status, string Sentence)[] wrong =
        [
            (Small with { Dataset = "group" }, HttpStatusCode.NotFound, "There is no graph 'group': import it first. Did you mean 'groups'?"),
            (new JobRequest("office", "m", TrainingTasks.NodeClassification), HttpStatusCode.NotFound, "but a data set of this name: choose task flow-classification, host-classification, flow-anomaly, host-anomaly"),
            (new JobRequest("office", "m", TrainingTasks.NodeClassification, Repeats: 3), HttpStatusCode.NotFound, "of this name, and repeats is for the nodes of a graph: leave it out, and choose task flow-classification"),
            (new JobRequest("office", "m", TrainingTasks.NodeClassification, Network: new NetworkRequest("gcn")), HttpStatusCode.NotFound, "and network gcn is for the nodes"),
            (new JobRequest("groups", "m"), HttpStatusCode.NotFound, "but a graph of this name: choose task node-classification"),
            (new JobRequest("ofice", "m"), HttpStatusCode.NotFound, "Did you mean 'office'?"),
            (Small with { Dataset = "bare" }, HttpStatusCode.BadRequest, "No node of graph 'bare' carries a label"),
            (Small with { Dataset = "same" }, HttpStatusCode.BadRequest, "Every labelled node of graph 'same' is 'x'"),
            (Small with { Dataset = "lone", Network = new NetworkRequest("gcn") }, HttpStatusCode.BadRequest, "has no edge between two nodes"),
            (Small with { Network = new NetworkRequest("gta") }, HttpStatusCode.BadRequest, "did you mean 'gat'?"),
            (Small with { Task = "node-clasification" }, HttpStatusCode.BadRequest, "did you mean 'node-classification'?"),
            (Small with { Network = new NetworkRequest("mlp", Heads: 4) }, HttpStatusCode.BadRequest, "network.heads must be left out for mlp"),
            (Small with { Network = new NetworkRequest("mlp", Dropout: 1) }, HttpStatusCode.BadRequest, "network.dropout must be"),
            (Small with { WindowFlows = 16 }, HttpStatusCode.BadRequest, "windowFlows must be left out for node-classification"),
            (Small with { Repeats = 101 }, HttpStatusCode.BadRequest, "repeats must be a whole number from 1 to 100"),
            (new JobRequest("office", "m", Repeats: 2), HttpStatusCode.BadRequest, "repeats must be left out unless"),
        ];

        foreach (var (request, status, sentence) in wrong)
        {
            using var response = await system.Api.PostAsJsonAsync("/v1/jobs", request);
            var body = await response.Content.ReadAsStringAsync();
            Assert.True(status == response.StatusCode, $"{response.StatusCode}: {body}");
            Assert.Contains(sentence, JsonDocument.Parse(body).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public async Task Leases_WrongBodies_Answer400And409()
    {
        await using var system = await TrainingSystem.StartAsync("graph-feature", "coordinator");
        await system.CreateJobAsync(Small);
        var lease = await LeaseAsync(system);
        var path = $"/internal/leases/{lease.Lease}";

        using var huge = await system.Api.PutAsync($"{path}/checkpoint", new ByteArrayContent(new byte[1 << 20]));
        using var torn = await system.Api.PostAsync($"{path}/outcome", new ByteArrayContent(new byte[100]));
        using var round = await system.Api.PostAsJsonAsync($"{path}/rounds", new RoundReport(0, 0, 0));

        Assert.Equal(
            (HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.Conflict), (huge.StatusCode, torn.StatusCode, round.StatusCode));
    }

    private static async Task<PartLease> LeaseAsync(TrainingSystem system)
    {
        PartLease? lease = null;
        await Eventually.TrueAsync("there is a part", async () =>
        {
            using var response = await system.Api.PostAsJsonAsync("/internal/leases", new LeaseRequest("silent"));
            lease = response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadFromJsonAsync<PartLease>() : null;
            return lease is not null;
        });
        Assert.Equal(TrainingTasks.NodeClassification, lease?.Task);
        return lease ?? throw new InvalidOperationException("there is a lease");
    }

    private static async Task<float[]> WeightsAsync(TrainingSystem system, JobStatus job)
    {
        Assert.NotNull(job.Result);
        return NodeModelArtifact.Read(await system.ArtifactAsync(job.Result.Published)).Weights.ToArray();
    }
}
