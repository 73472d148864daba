namespace NetMl.GraphFeature.Behaviours;

internal sealed partial class FindingPublisher
{
    [LoggerMessage(EventId = 2020, Level = LogLevel.Warning, Message = "Findings cannot be published now and are tried again: {Reason}")]
    private static partial void PublishFailed(ILogger logger, string reason);
}
