using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;
using NetMl.Contracts.Serving;
using NetMl.Contracts.Training;
using NetMl.Flows;

namespace NetMl.Cli.Tests.Demo;

/// <summary>Answers a whole demo: counts real rows, "trains" at once, and scores each flow as benign from two replicas in turn.</summary>
internal sealed class FakeSystem
{
    private readonly List<FlowRecord> _flows = [];
    private int _scored;

    public JobRequest? Job { get; private set; }

    /// <summary>Labels that came with flows to score: there must be none.</summary>
    public int LabelsSeenByTheModel { get; private set; }

    public int Replicas { get; init; } = 2;

    /// <summary>Requests that a replica answers 404 first, as before it has loaded a new version.</summary>
    public int NotLoadedYet { get; set; } = 2;

    /// <summary>Flows that are stored fewer than were accepted.</summary>
    public int Lost { get; init; }

    public int RowsScored { get; private set; }

    public void Map(WebApplication app)
    {
        app.MapPost("/v1/datasets/{dataset}/flows", UploadAsync);
        app.MapGet("/v1/datasets/{dataset}", (string dataset) => Results.Json(Summary(dataset)));
        app.MapGet("/v1/datasets/{dataset}/hosts", (string dataset, string sort) => Results.Json(
            new HostsPage(dataset, new GraphSummary(2, 1, _flows.Count, 1, 0, 0), sort, [new HostSummary("10.9.8.7", new Dictionary<string, double> { [sort] = 0.5 })], 2, 0)));
        app.MapGet("/v1/datasets/{dataset}/behaviours", () => Results.Json(Array.Empty<BehaviourFinding>()));
        app.MapPost("/v1/jobs", StartAsync);
        app.MapGet("/v1/jobs/job-1/events", (HttpResponse response) => response.WriteAsync($"data: {JsonSerializer.Serialize(Completed(), WireJson.Default.JobStatus)}\n\n"));
        app.MapGet("/v1/models/{model}", (string model) => Results.Json(new ModelEntry(model, [Published(model)], new Dictionary<string, int> { ["latest"] = 1 })));
        app.MapPost("/v1/models/{model}/score", ScoreAsync);
    }

    private async Task<IResult> UploadAsync(string dataset, HttpRequest request)
    {
        var reading = await ReadAsync(request);
        _flows.AddRange(reading);
        return Results.Json(Samples.Accepted(dataset, reading.Count), statusCode: 202);
    }

    private DatasetSummary Summary(string dataset) => new(
        dataset, _flows.Count - Lost, 1, 1, _flows.Count - Lost, _flows.Count(flow => flow.Label is not null), Samples.Noon, Samples.Noon);

    private async Task<IResult> StartAsync(HttpRequest request)
    {
        Job = await JsonSerializer.DeserializeAsync(request.Body, WireJson.Default.JobRequest);
        return Results.Json(Completed() with { State = JobStates.Queued, Result = null }, statusCode: 202);
    }

    private JobStatus Completed()
    {
        var sample = Samples.Completed();
        var result = sample.Result ?? throw new InvalidOperationException("The sample is completed.");
        var starts = _flows.Select(flow => flow.StartNanoseconds).Order().ToList();
        var split = DateTimeOffset.UnixEpoch.AddTicks(starts[starts.Count * 7 / 10] / 100);
        return sample with
        {
            Request = Job ?? sample.Request,
            Workers = [new WorkerShare("training-worker-1", [0], 5, 4), new WorkerShare("training-worker-2", [1], 5, 4)],
            Result = result with { Published = Published(Job?.Model ?? ""), SplitTime = split },
        };
    }

    private static ModelVersion Published(string model) => new(model, 1, new string('a', 64), TrainingTasks.FlowClassification, 1, Samples.Noon, "job-1");

    private async Task<IResult> ScoreAsync(string model, HttpContext context)
    {
        var flows = await ReadAsync(context.Request);
        lock (_flows)
        {
            if (NotLoadedYet-- > 0)
                return Results.Json(new { detail = "not here yet" }, statusCode: 404);
            LabelsSeenByTheModel += flows.Count(flow => flow.Label is not null);
            RowsScored += flows.Count;
        }
        var replica = $"inference-{Interlocked.Increment(ref _scored) % Replicas + 1}";
        context.Response.Headers["X-NetMl-Replica"] = replica;
        return Results.Json(new ScoreResponse(model, 1, TrainingTasks.FlowClassification, replica, 0, [.. flows.Select(Score)], []));
    }

    private static FlowScore Score(FlowRecord flow, int row) => new(
        row, flow.Uid, flow.Source, flow.Destination, flow.DestinationPort, DateTimeOffset.UnixEpoch.AddTicks(flow.StartNanoseconds / 100), "Benign", 0.75, null);

    private static async Task<List<FlowRecord>> ReadAsync(HttpRequest request)
    {
        var flows = new List<FlowRecord>();
        await foreach (var batch in FlowFileReader.ReadAsync(request.Body, null))
            flows.AddRange(batch.Records());
        return flows;
    }
}
