using System.Text.Json;
using Dapr.Actors.Client;
using Microsoft.Extensions.Logging;

namespace Dapr.Actors.Runtime;

/// <summary>What an actor gets from the runtime.</summary>
public sealed class ActorHost
{
    internal ActorHost(
        ActorTypeInformation actorTypeInfo,
        ActorId id,
        JsonSerializerOptions jsonSerializerOptions,
        ILoggerFactory loggerFactory,
        IActorProxyFactory proxyFactory,
        ActorTimerManager timerManager)
    {
        ActorTypeInfo = actorTypeInfo;
        Id = id;
        JsonSerializerOptions = jsonSerializerOptions;
        LoggerFactory = loggerFactory;
        ProxyFactory = proxyFactory;
        TimerManager = timerManager;
    }

    public ActorTypeInformation ActorTypeInfo { get; }

    public ActorId Id { get; }

    public ILoggerFactory LoggerFactory { get; }

    public JsonSerializerOptions JsonSerializerOptions { get; }

    public IActorProxyFactory ProxyFactory { get; }

    public ActorTimerManager TimerManager { get; }

    /// <summary>Null in unit tests.</summary>
    internal ActorStateStore StateStore { get; init; }

    /// <summary>A host for unit tests: no sidecar, and no state unless the actor's StateManager is replaced.</summary>
    public static ActorHost CreateForTest<TActor>(ActorTestOptions options = null)
        where TActor : Actor => CreateForTest(typeof(TActor), null, options);

    /// <inheritdoc cref="CreateForTest{TActor}(ActorTestOptions)"/>
    public static ActorHost CreateForTest<TActor>(string actorTypeName, ActorTestOptions options = null)
        where TActor : Actor => CreateForTest(typeof(TActor), actorTypeName, options);

    /// <inheritdoc cref="CreateForTest{TActor}(ActorTestOptions)"/>
    public static ActorHost CreateForTest(Type actorType, ActorTestOptions options = null) => CreateForTest(actorType, null, options);

    /// <inheritdoc cref="CreateForTest{TActor}(ActorTestOptions)"/>
    public static ActorHost CreateForTest(Type actorType, string actorTypeName, ActorTestOptions options = null)
    {
        ArgumentNullException.ThrowIfNull(actorType);
        options ??= new ActorTestOptions();
        var type = ActorTypeInformation.Get(actorType, actorTypeName);
        return new ActorHost(type, options.ActorId, options.JsonSerializerOptions, options.LoggerFactory, options.ProxyFactory, options.TimerManager);
    }
}
