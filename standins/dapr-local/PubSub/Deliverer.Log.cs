namespace DaprLocal.PubSub;

public sealed partial class Deliverer
{
    [LoggerMessage(930, LogLevel.Warning, "A message of '{Topic}' for {App} is past its expiration: not delivered")]
    private partial void Expired(string topic, string app);

    [LoggerMessage(931, LogLevel.Error, "A message of '{Topic}' for {App} is no CloudEvent and the subscription does not ask for raw payloads: dropped")]
    private partial void NotAnEvent(string topic, string app);

    [LoggerMessage(932, LogLevel.Warning, "No route of {App} takes this message of '{Topic}': dropped")]
    private partial void NoRoute(string topic, string app);

    [LoggerMessage(933, LogLevel.Warning, "The connection to {App} broke while it had a message of '{Topic}'")]
    private partial void DeliveryBroke(Exception exception, string topic, string app);

    [LoggerMessage(934, LogLevel.Warning, "{App} took longer than {Limit} for a message of '{Topic}'")]
    private partial void DeliveryTimedOut(string topic, string app, TimeSpan limit);

    [LoggerMessage(935, LogLevel.Warning, "{App} has no such route for '{Topic}' (404): the message is dropped")]
    private partial void RouteMissing(string topic, string app);

    [LoggerMessage(936, LogLevel.Warning, "{App} answered {Status} to a message of '{Topic}'")]
    private partial void DeliveryRefused(string topic, string app, int status);
}
