using System.Reflection;
using Dapr.Actors.Communication;

namespace Dapr.Actors.Client;

/// <inheritdoc cref="IActorProxyFactory"/>
public class ActorProxyFactory : IActorProxyFactory
{
    private readonly HttpMessageHandler _handler;
    private ActorProxyOptions _defaultOptions;

    /// <summary>There so that a null handler resolves as upstream does.</summary>
    [Obsolete("Use the constructor that accepts HttpMessageHandler. This will be removed in the future.")]
    public ActorProxyFactory(ActorProxyOptions options, HttpClientHandler handler)
        : this(options, (HttpMessageHandler)handler)
    {
    }

    public ActorProxyFactory(ActorProxyOptions options = null, HttpMessageHandler handler = null)
    {
        _defaultOptions = options ?? new ActorProxyOptions();
        _handler = handler;
    }

    public ActorProxyOptions DefaultOptions
    {
        get => _defaultOptions;
        set => _defaultOptions = value ?? throw new ArgumentNullException(nameof(DefaultOptions));
    }

    public TActorInterface CreateActorProxy<TActorInterface>(ActorId actorId, string actorType, ActorProxyOptions options = null)
        where TActorInterface : IActor => (TActorInterface)CreateActorProxy(actorId, typeof(TActorInterface), actorType, options);

    public object CreateActorProxy(ActorId actorId, Type actorInterfaceType, string actorType, ActorProxyOptions options = null)
    {
        options ??= _defaultOptions;
        ActorInterface.CheckAll(actorInterfaceType);
        var proxy = (RemotingProxy)DispatchProxy.Create(actorInterfaceType, typeof(RemotingProxy));
        proxy.Initialize(actorId, actorType, Sidecar(options), BodyFormat.Of(options.UseJsonSerialization, options.JsonSerializerOptions));
        return proxy;
    }

    public ActorProxy Create(ActorId actorId, string actorType, ActorProxyOptions options = null)
    {
        options ??= _defaultOptions;
        return new ActorProxy(actorId, actorType, Sidecar(options), options.JsonSerializerOptions);
    }

    private ActorSidecar Sidecar(ActorProxyOptions options) => new(options.HttpEndpoint, options.DaprApiToken, options.RequestTimeout, _handler);
}
