using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using Dapr.Actors;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NetMl.DaprSdk.Tests.AspNetCore;

namespace NetMl.DaprSdk.Tests.Actors;

/// <summary>An application that hosts <see cref="Counter"/>, and a sidecar that passes calls on to it and keeps actor state in memory.</summary>
internal sealed class ActorWorld : IAsyncDisposable
{
    private ActorWorld(FakeSidecar sidecar, WebApp app)
    {
        Sidecar = sidecar;
        App = app;
    }

    public FakeSidecar Sidecar { get; }

    public WebApp App { get; }

    public ConcurrentDictionary<string, string> State { get; } = new();

    public EventLog Log { get; private init; } = new();

    /// <summary>The transactions that the sidecar got, as JSON.</summary>
    public IEnumerable<string> Transactions => Sidecar.Requests.Where(r => r.Method == "PUT" && r.Target.EndsWith("/state", StringComparison.Ordinal)).Select(r => r.Text);

    public static async Task<ActorWorld> StartAsync(Action<ActorRuntimeOptions>? configure = null)
    {
        var sidecar = await FakeSidecar.StartAsync();
        var log = new EventLog();
        var app = await WebApp.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton(log);
                builder.Services.AddScoped<Scoped>();
                builder.Services.AddActors(options =>
                {
                    options.HttpEndpoint = sidecar.Endpoint + "/";
                    options.Actors.RegisterActor<Counter>();
                    configure?.Invoke(options);
                });
            },
            a => a.MapActorsHandlers());
        var world = new ActorWorld(sidecar, app) { Log = log };
        sidecar.Answer = world.AnswerAsync;
        return world;
    }

    public ICounter Counter(string id, ActorProxyOptions? options = null) =>
        new ActorProxyFactory(Options(options)).CreateActorProxy<ICounter>(new ActorId(id), "Tally");

    public ActorProxy Untyped(string id) => new ActorProxyFactory(Options(null)).Create(new ActorId(id), "Tally");

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Sidecar.DisposeAsync();
    }

    private ActorProxyOptions Options(ActorProxyOptions? options)
    {
        options ??= new ActorProxyOptions();
        options.HttpEndpoint = Sidecar.Endpoint + "/";
        return options;
    }

    private Task AnswerAsync(FakeSidecar.Captured request, HttpContext context)
    {
        // //v1.0/actors/{type}/{id}/{kind}/{name}
        var segments = request.Target.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (request.Method, segments[4], segments.Length) switch
        {
            ("PUT", "method", 6) => ForwardAsync(request, string.Join('/', segments[1..]), context),
            ("GET", "state", 6) => ReadAsync(segments[3] + "/" + segments[5], context),
            ("PUT", "state", 5) => TransactAsync(segments[3], request.Body, context),
            _ => NoContentAsync(context),
        };
    }

    private async Task ForwardAsync(FakeSidecar.Captured request, string path, HttpContext context)
    {
        using var message = new HttpRequestMessage(HttpMethod.Put, path) { Content = new ByteArrayContent(request.Body) };
        foreach (var name in new[] { "X-DaprRequestHeader", "Content-Type" })
        {
            if (request.Header(name) is { } value && !message.Headers.TryAddWithoutValidation(name, value))
                message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
        }
        using var answer = await App.Http.SendAsync(message);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Where(h => h.Key.StartsWith("X-", StringComparison.Ordinal)))
            context.Response.Headers[name] = values.ToArray();
        await answer.Content.CopyToAsync(context.Response.Body);
    }

    private Task ReadAsync(string key, HttpContext context) =>
        State.TryGetValue(key, out var json) ? context.Response.WriteAsync(json) : NoContentAsync(context);

    private Task TransactAsync(string actorId, byte[] body, HttpContext context)
    {
        foreach (var operation in JsonDocument.Parse(body).RootElement.EnumerateArray())
        {
            var request = operation.GetProperty("request");
            var key = $"{actorId}/{request.GetProperty("key").GetString()}";
            if (operation.GetProperty("operation").GetString() == "delete")
                State.TryRemove(key, out _);
            else
                State[key] = request.GetProperty("value").GetRawText();
        }
        return NoContentAsync(context);
    }

    private static Task NoContentAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
