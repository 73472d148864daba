namespace Dapr.Actors.Client;

/// <summary>Makes proxies, through which actors are called.</summary>
public interface IActorProxyFactory
{
    /// <summary>A typed proxy: the actor's interface.</summary>
    TActorInterface CreateActorProxy<TActorInterface>(ActorId actorId, string actorType, ActorProxyOptions options = null)
        where TActorInterface : IActor;

    /// <inheritdoc cref="CreateActorProxy{TActorInterface}"/>
    object CreateActorProxy(ActorId actorId, Type actorInterfaceType, string actorType, ActorProxyOptions options = null);

    /// <summary>An untyped proxy: methods by name, JSON arguments.</summary>
    ActorProxy Create(ActorId actorId, string actorType, ActorProxyOptions options = null);
}
