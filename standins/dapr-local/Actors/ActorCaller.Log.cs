namespace DaprLocal.Actors;

public sealed partial class ActorCaller
{
    [LoggerMessage(940, LogLevel.Warning, "The connection broke while actor {Actor} on {App} was called")]
    private partial void CallBroke(Exception exception, ActorKey actor, string app);

    [LoggerMessage(941, LogLevel.Warning, "{App} did not deactivate actor {Actor}")]
    private partial void DeactivationFailed(Exception exception, ActorKey actor, string app);

    [LoggerMessage(942, LogLevel.Warning, "{App} answered {Status} to the deactivation of actor {Actor}")]
    private partial void DeactivationRefused(ActorKey actor, string app, int status);
}
