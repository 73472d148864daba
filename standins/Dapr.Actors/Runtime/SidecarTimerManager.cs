using Dapr.Actors.Communication;

namespace Dapr.Actors.Runtime;

/// <summary>Timers and reminders in the sidecar.</summary>
internal sealed class SidecarTimerManager(ActorSidecar sidecar) : ActorTimerManager
{
    private const string Reminders = "reminders";
    private const string Timers = "timers";

    public override Task RegisterReminderAsync(ActorReminder reminder)
    {
        ArgumentNullException.ThrowIfNull(reminder);
        return sidecar.RegisterAsync(Reminders, reminder.ActorType, reminder.ActorId, reminder.Name, ScheduleJson.Of(reminder));
    }

    /// <remarks>A missing reminder is a <see cref="DaprApiException"/> with ERR_ACTOR_REMINDER_NOT_FOUND.</remarks>
    public override async Task<IActorReminder> GetReminderAsync(ActorReminderToken reminder)
    {
        ArgumentNullException.ThrowIfNull(reminder);
        var json = await sidecar.GetReminderAsync(reminder.ActorType, reminder.ActorId, reminder.Name);
        return ScheduleJson.Parse(json) is { } schedule
            ? new ActorReminder(reminder.ActorType, reminder.ActorId, reminder.Name, schedule.Data, schedule.DueTime, schedule.Period)
            : null;
    }

    public override Task UnregisterReminderAsync(ActorReminderToken reminder)
    {
        ArgumentNullException.ThrowIfNull(reminder);
        return sidecar.UnregisterAsync(Reminders, reminder.ActorType, reminder.ActorId, reminder.Name);
    }

    public override Task RegisterTimerAsync(ActorTimer timer)
    {
        ArgumentNullException.ThrowIfNull(timer);
        return sidecar.RegisterAsync(Timers, timer.ActorType, timer.ActorId, timer.Name, ScheduleJson.Of(timer));
    }

    public override Task UnregisterTimerAsync(ActorTimerToken timer)
    {
        ArgumentNullException.ThrowIfNull(timer);
        return sidecar.UnregisterAsync(Timers, timer.ActorType, timer.ActorId, timer.Name);
    }
}
