namespace Dapr.Actors.Runtime;

/// <summary>Implemented by actors that register reminders.</summary>
public interface IRemindable
{
    Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period);
}
