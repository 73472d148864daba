using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace NetMl.Cli.Tests;

/// <summary>A gateway in this process: asks for the key and answers what a test says.</summary>
internal sealed class FakeGateway : IAsyncDisposable
{
    public const string Key = "test-key";
    private readonly WebApplication _app;

    private readonly Func<string, bool> _isKey;

    private FakeGateway(WebApplication app, Func<string, bool> isKey) => (_app, _isKey) = (app, isKey);

    public string Url => _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();

    /// <summary>"VERB path?query" of every call that carried the key, in order.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    public static Task<FakeGateway> StartAsync(Action<WebApplication> map) => StartAsync(map, key => key == Key, HttpProtocols.Http1);

    /// <param name="isKey">Which keys are let in.</param>
    public static async Task<FakeGateway> StartAsync(Action<WebApplication> map, Func<string, bool> isKey, HttpProtocols protocols)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = protocols));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var gateway = new FakeGateway(app, isKey);
        app.Use(gateway.CheckKeyAsync);
        app.UseRouting();
        map(app);
        app.UseEndpoints(static _ => { });
        await app.StartAsync();
        return gateway;
    }

    /// <summary>Runs netml against this gateway.</summary>
    public Task<NetMlRun> NetMlAsync(params string[] args) => NetMlRun.StartAsync([.. args, "--gateway", Url, "--key", Key]);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private Task CheckKeyAsync(HttpContext context, RequestDelegate next)
    {
        if (!_isKey(context.Request.Headers["X-Api-Key"].ToString()))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }
        Calls.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        return next(context);
    }
}
