using System.Reflection;

namespace Dapr.Actors.Runtime;

/// <summary>The method of an actor class that a timer calls by name.</summary>
internal static class TimerCallback
{
    /// <exception cref="ArgumentException">No such method, several of them, or one with other parameters or another result.</exception>
    internal static void Check(Type actorType, string callback)
    {
        MethodInfo method;
        try
        {
            method = Find(actorType, callback);
        }
        catch (AmbiguousMatchException)
        {
            throw new ArgumentException($"Timer callback method: {callback} cannot be overloaded.");
        }
        if (method is null)
            throw new ArgumentException($"Timer callback method: {callback} does not exist in the Actor class: {actorType.Name}");
        if (method.GetParameters().Length > 1)
            throw new ArgumentException("Timer callback can accept only zero or one parameters");
        if (method.ReturnType != typeof(Task))
            throw new ArgumentException("Timer callback can only return type Task");
    }

    internal static Task InvokeAsync(Actor actor, string callback, byte[] data)
    {
        var method = Find(actor.GetType(), callback) ?? throw new MissingMethodException(actor.GetType().FullName, callback);
        return (Task)method.Invoke(actor, BindingFlags.DoNotWrapExceptions, null, method.GetParameters().Length == 0 ? [] : [data], null);
    }

    private static MethodInfo Find(Type actorType, string callback) =>
        actorType.GetMethod(callback, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static);
}
