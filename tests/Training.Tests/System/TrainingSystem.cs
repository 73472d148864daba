using System.Net.Http.Json;
using Dapr.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NetMl.Contracts;
using NetMl.Contracts.Training;
using NetMl.ParameterShard.Shards;
using NetMl.Tests;
using NetMl.TrainingCoordinator.Federations;
using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.Leases;
using NetMl.TrainingCoordinator.Models;
using NetMl.TrainingWorker.Parts;

namespace NetMl.Training.Tests.System;

/// <summary>Coordinator, two workers, two shards and a made-up graph-feature in this process, joined by a real development sidecar.</summary>
internal sealed class TrainingSystem : IAsyncDisposable
{
    private readonly Dictionary<string, SidecarApp> _places = [];
    private readonly Dictionary<string, WebApplication> _running = [];

    private TrainingSystem()
    {
        foreach (var (name, appId) in new[]
        {
            ("graph-feature", AppIds.GraphFeature), ("coordinator", AppIds.TrainingCoordinator), ("worker-1", AppIds.TrainingWorker), ("worker-2", AppIds.TrainingWorker),
            ("shard-1", AppIds.ParameterShard), ("shard-2", AppIds.ParameterShard),
        })
            _places[name] = new SidecarApp(appId, FreePort.Next(), FreePort.Next());
        Sidecar = new DaprLocalProcess([.. _places.Values]);
        Api = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_places["coordinator"].AppPort}") };
    }

    public DaprLocalProcess Sidecar { get; }

    /// <summary>What graph-feature has.</summary>
    public FakeGraphFeature Input { get; } = new();

    /// <summary>Straight to the coordinator, as the gateway calls it.</summary>
    public HttpClient Api { get; }

    /// <summary>Starts the sidecar and the named services.</summary>
    public static async Task<TrainingSystem> StartAsync(params string[] services)
    {
        var system = new TrainingSystem();
        try
        {
            await system.Sidecar.StartAsync();
            foreach (var service in services.Length > 0 ? services : ["graph-feature", "coordinator", "worker-1", "worker-2", "shard-1", "shard-2"])
                await system.StartServiceAsync(service);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public async Task StartServiceAsync(string name)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["HTTP_PORT"] = $"{_places[name].AppPort}",
            ["DAPR_HTTP_ENDPOINT"] = $"http://127.0.0.1:{_places[name].DaprPort}",
            ["Worker:Name"] = name,
            ["Worker:CheckpointSeconds"] = "0.1",
            ["Leases:ExpirySeconds"] = "2",
            ["Leases:PollSeconds"] = "1",
            ["Federations:AskSeconds"] = "0.2",
            ["SiteKeys:Secret"] = "a-secret-of-thirty-two-characters",
        });
        builder.AddServiceDefaults();
        var app = Build(builder, name);
        await app.StartAsync();
        _running[name] = app;
    }

    /// <summary>Ends a service without a word to anybody, as a crash does.</summary>
    public async Task StopServiceAsync(string name)
    {
        if (!_running.Remove(name, out var app))
            return;
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await app.StopAsync(atOnce.Token);
        await app.DisposeAsync();
    }

    /// <summary>The bytes of a published artifact of one chunk.</summary>
    public async Task<byte[]> ArtifactAsync(ModelVersion version)
    {
        using var client = new DaprClientBuilder().UseHttpEndpoint($"http://127.0.0.1:{_places["coordinator"].DaprPort}").Build();
        return (await client.GetByteStateAsync(DaprComponents.ModelStore, ModelStoreKeys.Chunk(version.Sha256, 0))).ToArray();
    }

    /// <summary>Changes a job as it is stored; for a time when no coordinator runs.</summary>
    public async Task ChangeStoredAsync(string job, Func<JobDocument, JobDocument> change)
    {
        using var client = new DaprClientBuilder().UseHttpEndpoint($"http://127.0.0.1:{_places["coordinator"].DaprPort}").Build();
        var document = await client.GetStateAsync<JobDocument>(DaprComponents.StateStore, $"job-{job}");
        await client.SaveStateAsync(DaprComponents.StateStore, $"job-{job}", change(document));
    }

    /// <summary>The bytes that the coordinator stored under a key; empty when there are none.</summary>
    public async Task<byte[]> StoredAsync(string key)
    {
        using var client = new DaprClientBuilder().UseHttpEndpoint($"http://127.0.0.1:{_places["coordinator"].DaprPort}").Build();
        return (await client.GetByteStateAsync(DaprComponents.StateStore, key)).ToArray();
    }

    public async Task<string> CreateJobAsync(JobRequest request)
    {
        string? id = null;
        await Eventually.TrueAsync("the job is accepted", async () =>
        {
            using var response = await Api.PostAsJsonAsync("/v1/jobs", request);
            if (response.StatusCode == global::System.Net.HttpStatusCode.ServiceUnavailable)
                return false;
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
            id = (await response.Content.ReadFromJsonAsync<JobStatus>())?.Id;
            return true;
        });
        Assert.NotNull(id);
        return id;
    }

    public async Task<JobStatus> JobAsync(string id)
    {
        var status = await Api.GetFromJsonAsync<JobStatus>($"/v1/jobs/{id}");
        Assert.NotNull(status);
        return status;
    }

    public async Task<JobStatus> WaitAsync(string id, Func<JobStatus, bool> reached, string what)
    {
        JobStatus? last = null;
        await Eventually.TrueAsync($"job {id}: {what}", async () => reached(last = await JobAsync(id)) || JobStates.IsFinal(last.State));
        Assert.NotNull(last);
        return last;
    }

    public Task<JobStatus> WaitForEndAsync(string id) => WaitAsync(id, status => JobStates.IsFinal(status.State), "is over");

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _running.Keys.ToArray())
            await StopServiceAsync(name);
        Api.Dispose();
        Sidecar.Dispose();
    }

    private WebApplication Build(WebApplicationBuilder builder, string name)
    {
        WebApplication app;
        switch (name.Split('-')[0])
        {
            case "coordinator":
                builder.AddTrainingJobs();
                builder.AddLeases();
                builder.AddModels();
                builder.AddFederations();
                app = builder.Build();
                app.MapDefaultEndpoints();
                app.MapJobs();
                app.MapLeases();
                app.MapModels();
                app.MapFederations();
                return app;
            case "worker":
                builder.AddTrainingWorker();
                app = builder.Build();
                app.MapDefaultEndpoints();
                return app;
            case "shard":
                builder.AddParameterShards();
                app = builder.Build();
                app.MapDefaultEndpoints();
                app.MapActorsHandlers();
                return app;
            default:
                app = builder.Build();
                app.MapDefaultEndpoints();
                Input.Map(app);
                return app;
        }
    }
}
