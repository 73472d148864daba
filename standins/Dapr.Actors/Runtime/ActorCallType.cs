namespace Dapr.Actors.Runtime;

public enum ActorCallType
{
    ActorInterfaceMethod = 0,
    TimerMethod = 1,
    ReminderMethod = 2,
}
