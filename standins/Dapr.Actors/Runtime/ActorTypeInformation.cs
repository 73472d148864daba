using System.Reflection;

namespace Dapr.Actors.Runtime;

/// <summary>What the runtime knows about an actor class.</summary>
public sealed class ActorTypeInformation
{
    private ActorTypeInformation()
    {
    }

    public string ActorTypeName { get; private init; }

    public Type ImplementationType { get; private init; }

    public IEnumerable<Type> InterfaceTypes { get; private init; }

    public bool IsRemindable { get; private init; }

    /// <param name="actorTypeName">Null: <see cref="ActorAttribute.TypeName"/>, else the class name.</param>
    /// <exception cref="ArgumentException">The type is not an actor, or implements no actor interface.</exception>
    public static ActorTypeInformation Get(Type actorType, string actorTypeName)
    {
        if (!typeof(Actor).IsAssignableFrom(actorType))
            throw new ArgumentException($"The type '{actorType.FullName}' is not an Actor. An actor type must derive from '{typeof(Actor).FullName}'.", nameof(actorType));
        var interfaces = actorType.GetInterfaces().Where(t => typeof(IActor).IsAssignableFrom(t) && t != typeof(IActor)).ToArray();
        if (interfaces.Length == 0 && !actorType.IsAbstract)
            throw new ArgumentException($"The actor type '{actorType.FullName}' does not implement any actor interfaces or one of the interfaces implemented is not an actor interface.", nameof(actorType));
        return new ActorTypeInformation
        {
            ActorTypeName = actorTypeName ?? actorType.GetCustomAttribute<ActorAttribute>()?.TypeName ?? actorType.Name,
            ImplementationType = actorType,
            InterfaceTypes = interfaces,
            IsRemindable = typeof(IRemindable).IsAssignableFrom(actorType),
        };
    }
}
