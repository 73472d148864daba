namespace Dapr.Actors.Runtime;

/// <summary>One value in an actor's state cache and what the end of the turn has to do with it.</summary>
internal sealed record CachedState(object Value, Type Type, StateChangeKind Change, DateTimeOffset? Expires)
{
    internal bool IsGone => Change == StateChangeKind.Remove || Expires <= DateTimeOffset.UtcNow;

    internal static CachedState Of<T>(T value, StateChangeKind change, TimeSpan? ttl) =>
        new(value, typeof(T), change, ttl is { } time ? DateTimeOffset.UtcNow + time : null);
}
