namespace NetMl.GraphFeature.Behaviours;

internal sealed partial class FindingPublisher
{
    [LoggerMessage(EventId = 2020, Level = LogLevel.Warning, Message = "Findings cannot be published now; they are kept and tried again")]
    private static partial void PublishFailed(ILogger logger, Exception exception);
}
