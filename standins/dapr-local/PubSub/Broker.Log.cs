namespace DaprLocal.PubSub;

public sealed partial class Broker
{
    [LoggerMessage(920, LogLevel.Warning, "{Count} messages were dropped: no app subscribed to their topic within {Retention}")]
    private partial void UnclaimedDropped(int count, TimeSpan retention);

    [LoggerMessage(921, LogLevel.Error, "{App} subscribes to '{Topic}' on '{PubSub}', which is no pub/sub component that it may use")]
    private partial void UnknownPubSub(string app, string topic, string pubSub);

    [LoggerMessage(922, LogLevel.Error, "{App} may not subscribe to '{Topic}': the component '{PubSub}' does not allow it")]
    private partial void ForbiddenTopic(string app, string topic, string pubSub);

    [LoggerMessage(923, LogLevel.Error, "The subscriptions of {App} could not be stored")]
    private partial void JoinFailed(Exception exception, string app);
}
