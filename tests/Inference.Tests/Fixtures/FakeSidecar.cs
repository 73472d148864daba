using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Dapr.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NetMl.Inference.Tests.Fixtures;

/// <summary>The state API of a sidecar: GET /v1.0/state/{store}/{key}, 204 without a value, an ETag with one.</summary>
internal sealed class FakeSidecar : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeSidecar(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>Stored JSON by "store/key".</summary>
    public ConcurrentDictionary<string, string> State { get; } = new();

    /// <summary>Whether the SDK in this build speaks HTTP for state; the real one speaks gRPC, which this sidecar does not.</summary>
    public static bool IsUnderstood => typeof(DaprClient).Assembly.GetType("Dapr.Client.HttpDaprClient") is not null;

    public static async Task<FakeSidecar> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var sidecar = new FakeSidecar(app);
        app.MapGet("/v1.0/state/{store}/{key}", sidecar.Get);
        await app.StartAsync();
        return sidecar;
    }

    public void Put<T>(string store, string key, T value) => State[$"{store}/{key}"] = JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Get(string store, string key, HttpResponse response)
    {
        if (!State.TryGetValue($"{store}/{key}", out var json))
            return Results.NoContent();
        response.Headers.ETag = json.GetHashCode(StringComparison.Ordinal).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Results.Text(json, "application/json");
    }
}
