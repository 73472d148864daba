using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace NetMl.Benchmarks.Latency;

/// <summary>The smallest Dapr application: a method, an actor method and a subscription that do nothing.</summary>
internal static class EchoApp
{
    public const string Topic = "benchmark";
    public const string ActorType = "Benchmark";

    public static async Task<WebApplication> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/healthz", () => Results.Ok());
        app.MapGet("/dapr/config", () => Results.Text($$"""{"entities":["{{ActorType}}"],"actorIdleTimeout":"1h"}""", "application/json"));
        app.MapGet("/dapr/subscribe", () => Results.Text($$"""[{"pubsubname":"pubsub","topic":"{{Topic}}","route":"/events"}]""", "application/json"));
        app.MapPost("/events", () => Results.Ok());
        app.MapPost("/echo", () => Results.Ok());
        app.MapPut("/actors/{type}/{id}/method/{method}", () => Results.Ok());
        app.MapDelete("/actors/{type}/{id}", () => Results.Ok());
        await app.StartAsync(cancellationToken);
        return app;
    }

    public static Uri Address(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.First() ?? throw new BenchmarkFailure("The echo app has no address."));
}
