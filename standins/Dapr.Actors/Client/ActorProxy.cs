using System.Text.Json;
using Dapr.Actors.Communication;

namespace Dapr.Actors.Client;

/// <summary>Calls an actor's methods by name with at most one argument, as JSON; also where proxies are made without dependency injection.</summary>
public class ActorProxy : IActorProxy
{
    private readonly ActorSidecar _sidecar;
    private readonly JsonSerializerOptions _jsonOptions;

    internal ActorProxy(ActorId actorId, string actorType, ActorSidecar sidecar, JsonSerializerOptions jsonOptions)
    {
        ActorId = actorId;
        ActorType = actorType;
        _sidecar = sidecar;
        _jsonOptions = jsonOptions;
    }

    public static IActorProxyFactory DefaultProxyFactory { get; } = new ActorProxyFactory();

    public ActorId ActorId { get; }

    public string ActorType { get; }

    public static TActorInterface Create<TActorInterface>(ActorId actorId, string actorType, ActorProxyOptions options = null)
        where TActorInterface : IActor => DefaultProxyFactory.CreateActorProxy<TActorInterface>(actorId, actorType, options);

    public static object Create(ActorId actorId, Type actorInterfaceType, string actorType, ActorProxyOptions options = null) =>
        DefaultProxyFactory.CreateActorProxy(actorId, actorInterfaceType, actorType, options);

    public static ActorProxy Create(ActorId actorId, string actorType, ActorProxyOptions options = null) =>
        DefaultProxyFactory.Create(actorId, actorType, options);

    public async Task<TResponse> InvokeMethodAsync<TRequest, TResponse>(string method, TRequest data, CancellationToken cancellationToken = default) =>
        JsonSerializer.Deserialize<TResponse>(await SendAsync(method, JsonSerializer.Serialize(data, _jsonOptions), cancellationToken), _jsonOptions);

    public Task InvokeMethodAsync<TRequest>(string method, TRequest data, CancellationToken cancellationToken = default) =>
        SendAsync(method, JsonSerializer.Serialize(data, _jsonOptions), cancellationToken);

    public async Task<TResponse> InvokeMethodAsync<TResponse>(string method, CancellationToken cancellationToken = default) =>
        JsonSerializer.Deserialize<TResponse>(await SendAsync(method, null, cancellationToken), _jsonOptions);

    public Task InvokeMethodAsync(string method, CancellationToken cancellationToken = default) => SendAsync(method, null, cancellationToken);

    private async Task<byte[]> SendAsync(string method, string json, CancellationToken cancellationToken)
    {
        using var response = await _sidecar.InvokeAsync(ActorType, ActorId, method, json, cancellationToken);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }
}
