namespace Dapr.Actors.Client;

/// <summary>Every proxy, typed or not, says which actor it stands for.</summary>
public interface IActorProxy
{
    ActorId ActorId { get; }

    string ActorType { get; }
}
