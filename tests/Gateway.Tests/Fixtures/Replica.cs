using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace NetMl.Gateway.Tests.Fixtures;

/// <summary>A service instance on a real socket, HTTP/2 with prior knowledge.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;

    private Replica(WebApplication app, string name) => (_app, Name) = (app, name);

    public string Name { get; }

    public string Address { get; private set; } = "";

    /// <summary>Requests other than probes.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>What /health answers.</summary>
    public int Health { get; set; } = StatusCodes.Status200OK;

    public SemaphoreSlim Probes { get; } = new(0);

    public static async Task<Replica> StartAsync(string name, Action<WebApplication> map, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var app = builder.Build();
        var replica = new Replica(app, name);
        app.Use(replica.CountAsync);
        app.UseWebSockets();
        app.MapGet("/health", () =>
        {
            replica.Probes.Release();
            return Results.StatusCode(replica.Health);
        });
        map(app);
        await app.StartAsync();
        replica.Address = app.Urls.First();
        return replica;
    }

    /// <summary>Cuts every connection and stops listening, as a killed process would.</summary>
    public Task KillAsync() => _app.Services.GetRequiredService<IServer>().StopAsync(new CancellationToken(canceled: true));

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await _app.DisposeAsync();
        Probes.Dispose();
    }

    private Task CountAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path != "/health")
            Interlocked.Increment(ref _requests);
        return next(context);
    }
}
