namespace DaprLocal.Apps;

public sealed partial class AppWatcher
{
    [LoggerMessage(910, LogLevel.Information, "{App} is up on port {Port}; actors: [{Actors}], topics: [{Topics}]")]
    private partial void AppCameUp(string app, int port, string actors, string topics);

    [LoggerMessage(911, LogLevel.Warning, "{App} on port {Port} went down")]
    private partial void AppWentDown(string app, int port);

    [LoggerMessage(912, LogLevel.Warning, "{App} on port {Port} did not answer /dapr/config and /dapr/subscribe as Dapr needs; trying again")]
    private partial void AppNotUnderstood(Exception exception, string app, int port);

    [LoggerMessage(913, LogLevel.Warning, "{App} answered {Path} with status {Status}")]
    private partial void OddAnswer(string app, string path, int status);

    [LoggerMessage(914, LogLevel.Warning, "{App} fails its health check {Path}: nothing is sent to it until it is healthy again")]
    private partial void AppUnhealthy(string app, string path);

    [LoggerMessage(915, LogLevel.Error, "A subscription of {App} is left out: {Reason}")]
    private partial void SubscriptionRefused(string app, string reason);
}
