namespace Dapr.Actors.Runtime;

/// <summary>A call that an actor asked to get later; it ends with the actor's activation.</summary>
public class ActorTimer : ActorTimerToken
{
    public ActorTimer(string actorType, ActorId actorId, string name, string timerCallback, byte[] data, TimeSpan dueTime, TimeSpan period)
        : this(actorType, actorId, name, timerCallback, data, dueTime, period, (TimeSpan?)null)
    {
    }

    public ActorTimer(string actorType, ActorId actorId, string name, string timerCallback, byte[] data, TimeSpan dueTime, TimeSpan period, TimeSpan ttl)
        : this(actorType, actorId, name, timerCallback, data, dueTime, period, (TimeSpan?)ttl)
    {
    }

    private ActorTimer(string actorType, ActorId actorId, string name, string timerCallback, byte[] data, TimeSpan dueTime, TimeSpan period, TimeSpan? ttl)
        : base(actorType, actorId, name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);
        if (ttl is { } end)
            ArgumentOutOfRangeException.ThrowIfLessThan(end, dueTime, nameof(ttl));
        TimerCallback = timerCallback;
        Data = data;
        DueTime = dueTime;
        Period = period;
        Ttl = ttl;
    }

    public string TimerCallback { get; }

    public byte[] Data { get; }

    public TimeSpan DueTime { get; }

    /// <summary>Minus one millisecond: once.</summary>
    public TimeSpan Period { get; }

    public TimeSpan? Ttl { get; }
}
