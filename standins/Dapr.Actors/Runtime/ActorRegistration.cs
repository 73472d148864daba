namespace Dapr.Actors.Runtime;

/// <summary>An actor type that this application hosts.</summary>
public sealed class ActorRegistration
{
    public ActorRegistration(ActorTypeInformation type, ActorRuntimeOptions options)
    {
        Type = type;
        TypeOptions = options;
    }

    public ActorTypeInformation Type { get; }

    /// <summary>Settings of this type alone; null takes the common ones.</summary>
    public ActorRuntimeOptions TypeOptions { get; }
}
