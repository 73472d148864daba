using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace NetMl.DaprSdk.Tests;

/// <summary>A sidecar that keeps every request as it came over the wire and answers what the test says.</summary>
internal sealed class FakeSidecar : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Captured> _requests = new();

    private FakeSidecar(WebApplication app) => _app = app;

    public Func<Captured, HttpContext, Task> Answer { get; set; } = (_, context) =>
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    };

    public IReadOnlyList<Captured> Requests => [.. _requests];

    public Captured Request => Assert.Single(_requests);

    /// <summary>Without a trailing slash.</summary>
    public string Endpoint => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<FakeSidecar> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var sidecar = new FakeSidecar(builder.Build());
        sidecar._app.Run(sidecar.HandleAsync);
        await sidecar._app.StartAsync();
        return sidecar;
    }

    public void AnswerWith(int status, string body = "", params (string Name, string Value)[] headers) => Answer = async (_, context) =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        if (body.Length > 0)
            await context.Response.WriteAsync(body);
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = new Captured(
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray());
        _requests.Enqueue(request);
        await Answer(request, context);
    }

    /// <param name="Target">Path and query as sent, not cleaned.</param>
    internal sealed record Captured(string Method, string Target, Dictionary<string, string> Headers, byte[] Body)
    {
        public string Line => $"{Method} {Target}";

        public string Text => Encoding.UTF8.GetString(Body);

        public string? Header(string name) => Headers.GetValueOrDefault(name);
    }
}
