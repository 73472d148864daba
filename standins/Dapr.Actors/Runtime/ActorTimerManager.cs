namespace Dapr.Actors.Runtime;

/// <summary>Where timers and reminders are kept; the place to put a fake in unit tests.</summary>
public abstract class ActorTimerManager
{
    public abstract Task RegisterReminderAsync(ActorReminder reminder);

    public abstract Task<IActorReminder> GetReminderAsync(ActorReminderToken reminder);

    public abstract Task UnregisterReminderAsync(ActorReminderToken reminder);

    public abstract Task RegisterTimerAsync(ActorTimer timer);

    public abstract Task UnregisterTimerAsync(ActorTimerToken timer);
}
