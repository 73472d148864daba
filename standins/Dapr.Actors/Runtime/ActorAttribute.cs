namespace Dapr.Actors.Runtime;

/// <summary>Names an actor type otherwise than by its class.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ActorAttribute : Attribute
{
    public string TypeName { get; set; }
}
