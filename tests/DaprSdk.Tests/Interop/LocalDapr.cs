using Dapr.Actors;
using Dapr.Actors.Client;
using Dapr.Client;
using DaprLocal;
using DaprLocal.Apps;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NetMl.DaprSdk.Tests.Actors;
using NetMl.DaprSdk.Tests.AspNetCore;

namespace NetMl.DaprSdk.Tests.Interop;

/// <summary>An application on the stand-in libraries beside the development sidecar. A relay stands between, since each needs the other's port to start.</summary>
internal sealed class LocalDapr : IAsyncDisposable
{
    private const string Components = """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: pubsub
        spec:
          type: pubsub.in-memory
          version: v1
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: statestore
        spec:
          type: state.sqlite
          version: v1
          metadata:
            - name: connectionString
              value: DATABASE
            - name: actorStateStore
              value: "true"
        """;

    private readonly DirectoryInfo _folder;
    private readonly FakeSidecar _relay;
    private readonly WebApp _app;
    private readonly ISidecarRole _sidecar;
    private readonly HttpClient _http = new();

    private LocalDapr(DirectoryInfo folder, FakeSidecar relay, WebApp app, ISidecarRole sidecar)
    {
        _folder = folder;
        _relay = relay;
        _app = app;
        _sidecar = sidecar;
        Client = new DaprClientBuilder().UseHttpEndpoint(relay.Endpoint).Build();
    }

    public DaprClient Client { get; }

    public EventLog Log { get; private init; } = new();

    public static async Task<LocalDapr> StartAsync(Action<WebApplication>? map = null)
    {
        var folder = Directory.CreateTempSubdirectory("netml-dapr-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "components.yaml"), Components.Replace("DATABASE", Path.Combine(folder.FullName, "state.db"), StringComparison.Ordinal));
        var relay = await FakeSidecar.StartAsync();
        var log = new EventLog();
        var app = await WebApp.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton(log);
                builder.Services.AddScoped<Scoped>();
                builder.Services.AddActors(options =>
                {
                    options.HttpEndpoint = relay.Endpoint + "/";
                    options.Actors.RegisterActor<Counter>();
                });
            },
            a =>
            {
                a.UseCloudEvents();
                a.MapSubscribeHandler();
                a.MapActorsHandlers();
                map?.Invoke(a);
            });
        var options = new AppOptions { AppId = "app", AppPort = app.Http.BaseAddress!.Port, ResourcesPaths = [folder.FullName] };
        var sidecar = await Sidecar.StartAsync(new SidecarOptions { Apps = [options] }, default);
        var world = new LocalDapr(folder, relay, app, sidecar) { Log = log };
        relay.Answer = world.RelayAsync;
        return world;
    }

    public ICounter Counter(string id) =>
        new ActorProxyFactory(new ActorProxyOptions { HttpEndpoint = _relay.Endpoint + "/" }).CreateActorProxy<ICounter>(new ActorId(id), "Tally");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _http.Dispose();
        await _sidecar.DisposeAsync();
        await _app.DisposeAsync();
        await _relay.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task RelayAsync(FakeSidecar.Captured request, HttpContext context)
    {
        var target = new Uri($"http://127.0.0.1:{_sidecar.HttpPorts[0]}{request.Target}");
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), target) { Content = new ByteArrayContent(request.Body) };
        foreach (var (name, value) in request.Headers.Where(h => h.Key is not ("Host" or "Content-Length")))
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content.Headers.TryAddWithoutValidation(name, value);
        }
        using var answer = await _http.SendAsync(message, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated).Where(h => h.Key is not ("Transfer-Encoding" or "Content-Length")))
            context.Response.Headers[name] = values.ToArray();
        // Not even an empty write is allowed after 204.
        if (await answer.Content.ReadAsByteArrayAsync(context.RequestAborted) is { Length: > 0 } body)
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
