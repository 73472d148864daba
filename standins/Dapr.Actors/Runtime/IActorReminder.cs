namespace Dapr.Actors.Runtime;

/// <summary>A call that an actor asked to get later; it outlives the actor's activation.</summary>
public interface IActorReminder
{
    string Name { get; }

    TimeSpan DueTime { get; }

    TimeSpan Period { get; }

    byte[] State { get; }
}
