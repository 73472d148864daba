using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
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

    /// <summary>Where it speaks HTTP/1.1.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Where it speaks gRPC, which the upstream client publishes with.</summary>
    public string GrpcAddress { get; private set; } = "";

    /// <summary>Frames taken, in order of arrival.</summary>
    public IReadOnlyList<FlowFrame> Frames => [.. _frames];

    public IEnumerable<FlowRecord> Rows => _frames.SelectMany(f => f.Batch.Records());

    public int Calls => _calls;

    public List<string> ContentTypes { get; } = [];

    public static async Task<FakeSidecar> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var sidecar = new FakeSidecar(builder.Build());
        sidecar._app.MapPost("/v1.0/publish/pubsub/flows.ingested", sidecar.PublishAsync);
        sidecar._app.MapPost(GrpcPublish.Path, context => GrpcPublish.HandleAsync(context, sidecar.TakeAsync));
        await sidecar._app.StartAsync();
        var addresses = sidecar._app.Urls.ToArray();
        (sidecar.Address, sidecar.GrpcAddress) = (addresses[0], addresses[1]);
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
        var (status, text) = await TakeAsync(body.ToArray(), context.Request.ContentType ?? "");
        context.Response.StatusCode = status;
        if (text.Length > 0)
            await context.Response.WriteAsync(text);
    }

    private async Task<(int Status, string Body)> TakeAsync(byte[] frame, string contentType)
    {
        lock (ContentTypes)
            ContentTypes.Add(contentType);
        var answer = await Answer(Interlocked.Increment(ref _calls));
        if (answer.Status is >= 200 and < 300)
            _frames.Enqueue(FlowFrame.Decode(frame));
        return answer;
    }
}
