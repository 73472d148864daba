using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NetMl.Flows;

namespace NetMl.Ingest.Tests.Fixtures;

/// <summary>Takes what ingest publishes, as Dapr's HTTP API does, and answers as the test wishes.</summary>
internal sealed class FakeSidecar : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<FlowFrame> _frames = new();
    private int _calls;

    private FakeSidecar(WebApplication app) => _app = app;

    /// <summary>Called with the number of the call, from 1; the status and body to answer. 2xx = the frame is kept.</summary>
    public Func<int, Task<(int Status, string Body)>> Answer { get; set; } = _ => Task.FromResult((204, ""));

    public string Address { get; private set; } = "";

    /// <summary>Frames taken, in order of arrival.</summary>
    public IReadOnlyList<FlowFrame> Frames => [.. _frames];

    public IEnumerable<FlowRecord> Rows => _frames.SelectMany(f => f.Batch.Records());

    public int Calls => _calls;

    public List<string> ContentTypes { get; } = [];

    public static async Task<FakeSidecar> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var sidecar = new FakeSidecar(builder.Build());
        sidecar._app.MapPost("/v1.0/publish/pubsub/flows.ingested", sidecar.PublishAsync);
        await sidecar._app.StartAsync();
        sidecar.Address = sidecar._app.Urls.Single();
        return sidecar;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task PublishAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        lock (ContentTypes)
            ContentTypes.Add(context.Request.ContentType ?? "");
        var (status, text) = await Answer(Interlocked.Increment(ref _calls));
        if (status is >= 200 and < 300)
            _frames.Enqueue(FlowFrame.Decode(body.ToArray()));
        context.Response.StatusCode = status;
        if (text.Length > 0)
            await context.Response.WriteAsync(text);
    }
}
