using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using NetMl.Contracts.Training;
using NetMl.Training.Tests.System;

namespace NetMl.Training.Tests.Jobs;

/// <summary>Wrong input at every door of the coordinator: the status, and one sentence that names the field.</summary>
public sealed class JobApiTests
{
    [SkippableFact]
    public async Task CreateJob_WrongFields_Answers400AndNamesThem()
    {
        await using var system = await TrainingSystem.StartAsync("graph-feature", "coordinator");
        var good = new JobRequest("office", "m");
        (JobRequest Request, string Field)[] wrong =
        [
            (good with { Dataset = "" }, "dataset"), (good with { Model = "Not a name" }, "model"), (good with { Model = "m\n" }, "model"), (good with { Task = "regression" }, "task"),
            (good with { Epochs = 0 }, "epochs"), (good with { LearningRate = 0 }, "learningRate"), (good with { HiddenSize = 100_000 }, "hiddenSize"),
            (good with { WindowFlows = 3 }, "windowFlows"), (good with { TrainFraction = 1 }, "trainFraction"), (good with { Workers = 65 }, "workers"), (good with { Shards = -1 }, "shards"), (good with { Split = new SplitRequest("weekday") }, "split.kind"), (good with { Features = ["duration"] }, "features"),
            (good with { Dataset = "plain", Task = TrainingTasks.FlowAnomaly, Anomaly = new AnomalyRequest(NormalOnly: true) }, "anomaly.normalOnly"),
            (good with { Dataset = "single", Labels = LabelSources.Behaviours }, "labels"),
        ];

        foreach (var (request, field) in wrong)
        {
            using var response = await system.Api.PostAsJsonAsync("/v1/jobs", request);
            var problem = await ProblemAsync(response, HttpStatusCode.BadRequest);
            Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), $"{field}: {problem}");
            Assert.Contains($"{field} must be", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public async Task CreateJob_UnreadableBody_Answers400()
    {
        await using var system = await TrainingSystem.StartAsync("graph-feature", "coordinator");

        foreach (var body in (string[])["", "{", "[]", """{"dataset":5}""", "null"])
        {
            using var response = await system.Api.PostAsync("/v1/jobs", new StringContent(body, Encoding.UTF8, "application/json"));
            await ProblemAsync(response, HttpStatusCode.BadRequest);
        }
    }

    [SkippableFact]
    public async Task CreateJob_UnknownDatasetOrNoLabels_SaysWhatToDo()
    {
        await using var system = await TrainingSystem.StartAsync("graph-feature", "coordinator");

        using var unknown = await system.Api.PostAsJsonAsync("/v1/jobs", new JobRequest("nowhere", "m"));
        using var plain = await system.Api.PostAsJsonAsync("/v1/jobs", new JobRequest("plain", "m"));
        using var snapshot = await system.Api.PostAsJsonAsync("/v1/jobs", new JobRequest("office", "m", Snapshot: "beef"));

        Assert.Contains("'nowhere'", (await ProblemAsync(unknown, HttpStatusCode.NotFound)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("no snapshot 'beef'", (await ProblemAsync(snapshot, HttpStatusCode.NotFound)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains(TrainingTasks.HostAnomaly, (await ProblemAsync(plain, HttpStatusCode.BadRequest)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task CreateJob_GraphFeatureIsDown_Answers503()
    {
        await using var system = await TrainingSystem.StartAsync("coordinator");

        using var response = await system.Api.PostAsJsonAsync("/v1/jobs", new JobRequest("office", "m"));

        Assert.Contains("graph-feature", (await ProblemAsync(response, HttpStatusCode.ServiceUnavailable)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task CreateJob_QueueFull_Answers429AndCancelledJobsMakeRoom()
    {
        await using var system = await TrainingSystem.StartAsync("graph-feature", "coordinator");
        var ids = new List<string>();
        for (var job = 0; job < 2 + 16; job++)
        {
            ids.Add(await system.CreateJobAsync(new JobRequest("office", "m")));
            if (job < 2)
                await system.WaitAsync(ids[^1], status => status.State != JobStates.Queued, "left the queue");
        }

        using var full = await system.Api.PostAsJsonAsync("/v1/jobs", new JobRequest("office", "m"));
        using var cancel = await system.Api.DeleteAsync($"/v1/jobs/{ids[^1]}");

        await ProblemAsync(full, HttpStatusCode.TooManyRequests);
        Assert.Equal(JobStates.Cancelled, (await system.JobAsync(ids[^1])).State);
        await system.CreateJobAsync(new JobRequest("office", "m"));
        var list = await system.Api.GetFromJsonAsync<JobStatus[]>("/v1/jobs");
        Assert.Equal(19, list?.Length);
    }

    [SkippableFact]
    public async Task UnknownIds_EverywhereInTheApi_Answer404()
    {
        await using var system = await TrainingSystem.StartAsync("graph-feature", "coordinator");
        (HttpMethod Method, string Path)[] doors =
        [
            (HttpMethod.Get, "/v1/jobs/none"), (HttpMethod.Get, "/v1/jobs/none/events"), (HttpMethod.Delete, "/v1/jobs/none"), (HttpMethod.Get, "/v1/models/none"),
            (HttpMethod.Get, "/internal/leases/none/part"), (HttpMethod.Post, "/internal/leases/none/heartbeat"), (HttpMethod.Post, "/internal/leases/none/evaluation"),
        ];

        foreach (var (method, path) in doors)
        {
            using var response = await system.Api.SendAsync(new HttpRequestMessage(method, path));
            Assert.Contains("none", (await ProblemAsync(response, HttpStatusCode.NotFound)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
        using var round = await system.Api.PostAsJsonAsync("/internal/leases/none/rounds", new RoundReport(0, 0, 0));
        await ProblemAsync(round, HttpStatusCode.NotFound);
    }

    [SkippableFact]
    public async Task AskLease_NoNameOrNoWork_Answers400Or204()
    {
        await using var system = await TrainingSystem.StartAsync("coordinator");

        using var nameless = await system.Api.PostAsync("/internal/leases", new StringContent("{}", Encoding.UTF8, "application/json"));
        using var idle = await system.Api.PostAsJsonAsync("/internal/leases", new LeaseRequest("w"));

        await ProblemAsync(nameless, HttpStatusCode.BadRequest);
        Assert.Equal(HttpStatusCode.NoContent, idle.StatusCode);
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.NotEmpty(problem.GetProperty("detail").GetString() ?? "");
        return problem;
    }
}
