using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NetMl.Tests;

namespace NetMl.DaprLocal.Tests.Support;

/// <summary>A real Kestrel app that plays the part of a Dapr app: it records what it gets and answers as the test says.</summary>
internal sealed class FakeApp : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly Channel<Received> _received = Channel.CreateUnbounded<Received>();

    private FakeApp(WebApplication host) => _host = host;

    public int Port { get; private set; }

    /// <summary>Answer to GET /dapr/config; null = 404.</summary>
    public string? Config { get; set; }

    /// <summary>Answer to GET /dapr/subscribe; null = 404.</summary>
    public string? Subscribe { get; set; }

    /// <summary>Handles everything else; the default answers 200 without a body.</summary>
    public Func<HttpContext, Received, Task> Handler { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Everything it got apart from /dapr/…, oldest first.</summary>
    public ConcurrentQueue<Received> All { get; } = new();

    public static async Task<FakeApp> StartAsync(int port = 0, string? config = null, string? subscribe = null, Func<HttpContext, Received, Task>? handler = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port == 0 ? FreePort.Next() : port);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        var app = new FakeApp(builder.Build()) { Config = config, Subscribe = subscribe };
        if (handler is not null)
            app.Handler = handler;
        app._host.Run(app.HandleAsync);
        await app._host.StartAsync();
        var addresses = app._host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        Assert.NotNull(addresses);
        app.Port = new Uri(addresses.Addresses.Single()).Port;
        return app;
    }

    /// <summary>The next request that it gets (apart from /dapr/…).</summary>
    public async Task<Received> NextAsync(int seconds = 15)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        return await _received.Reader.ReadAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value;
        if (path is "/dapr/config" or "/dapr/subscribe")
        {
            var text = path == "/dapr/config" ? Config : Subscribe;
            context.Response.StatusCode = text is null ? 404 : 200;
            if (text is not null)
                await context.Response.WriteAsync(text);
            return;
        }
        var streamed = context.Request.Headers.ContainsKey("x-read-nothing");
        var received = await Received.ReadAsync(context, streamed);
        All.Enqueue(received);
        _received.Writer.TryWrite(received);
        await Handler(context, received);
    }
}

/// <summary>One request as it came.</summary>
internal sealed record Received(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public static async Task<Received> ReadAsync(HttpContext context, bool leaveBody)
    {
        var body = new MemoryStream();
        if (!leaveBody)
            await context.Request.Body.CopyToAsync(body);
        var target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()?.RawTarget ?? "";
        return new Received(
            context.Request.Method, target, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray());
    }
}
