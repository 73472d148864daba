using System.Collections.Concurrent;
using System.Reflection;
using System.Text;

namespace Dapr.Actors.Communication;

/// <summary>An actor interface as typed calls see it: its id and its methods. Immutable and cached.</summary>
internal sealed class ActorInterface
{
    private static readonly ConcurrentDictionary<Type, ActorInterface> Known = new();

    private readonly Dictionary<MethodInfo, ActorMethod> _methods;

    private ActorInterface(Type type)
    {
        Check(type);
        Id = IdOf(type.Namespace + type.Name);
        _methods = type.GetMethods().ToDictionary(m => m, m => new ActorMethod(m));
    }

    internal int Id { get; }

    internal IEnumerable<ActorMethod> Methods => _methods.Values;

    /// <exception cref="ArgumentException">The interface or one of its methods breaks a rule of actor interfaces.</exception>
    internal static ActorInterface Of(Type type) => Known.GetOrAdd(type, t => new ActorInterface(t));

    /// <summary>The interface itself and those that it extends.</summary>
    internal static void CheckAll(Type type)
    {
        Of(type);
        foreach (var parent in type.GetInterfaces().Where(t => t != typeof(IActor)))
            Of(parent);
    }

    internal ActorMethod Method(MethodInfo method) => _methods[method];

    /// <summary>The low 32 bits of the CRC-64 of the name.</summary>
    internal static int IdOf(string name) => unchecked((int)Crc64.Compute(Encoding.UTF8.GetBytes(name)));

    private static void Check(Type type)
    {
        if (!type.IsInterface)
            throw new ArgumentException($"The type '{type.FullName}' is not an actor interface as it is not an interface.", nameof(type));
        if (!typeof(IActor).IsAssignableFrom(type))
            throw new ArgumentException($"The type '{type.FullName}' is not an actor interface as it does not derive from the interface '{typeof(IActor).FullName}'.", nameof(type));
        if (type.IsGenericType)
            throw new ArgumentException($"The actor interface '{type.FullName}' must not be generic.", nameof(type));
        // Upstream emits a class that implements the interface into an assembly of its own.
        if (!type.IsVisible)
            throw new ArgumentException($"The actor interface '{type.FullName}' must be public.", nameof(type));
        if (type.GetMethods().GroupBy(m => m.Name).FirstOrDefault(g => g.Count() > 1) is { } overloaded)
            throw new ArgumentException($"Method '{overloaded.Key}' of actor interface '{type.FullName}' is overloaded. Actor methods cannot be overloaded.", nameof(type));
    }
}
