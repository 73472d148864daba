namespace Dapr.Actors.Runtime;

/// <inheritdoc cref="IActorReminder"/>
public class ActorReminder : ActorReminderToken, IActorReminder
{
    public ActorReminder(string actorType, ActorId actorId, string name, byte[] state, TimeSpan dueTime, TimeSpan period)
        : this(actorType, actorId, name, state, dueTime, period, null, null)
    {
    }

    /// <exception cref="ArgumentOutOfRangeException">A negative due time, a period under −1 ms, an end before the due time, or no repetitions.</exception>
    public ActorReminder(string actorType, ActorId actorId, string name, byte[] state, TimeSpan dueTime, TimeSpan period, int? repetitions, TimeSpan? ttl)
        : base(actorType, actorId, name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);
        if (ttl is { } end)
            ArgumentOutOfRangeException.ThrowIfLessThan(end, dueTime, nameof(ttl));
        if (repetitions is { } times)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times, nameof(repetitions));
        State = state;
        DueTime = dueTime;
        Period = period;
        Repetitions = repetitions;
        Ttl = ttl;
    }

    public byte[] State { get; }

    public TimeSpan DueTime { get; }

    /// <summary>Minus one millisecond: once.</summary>
    public TimeSpan Period { get; }

    public TimeSpan? Ttl { get; }

    public int? Repetitions { get; }
}
