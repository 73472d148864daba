namespace NetMl.Ingest.Publishing;

internal sealed partial class FlowPublisher
{
    [LoggerMessage(210, LogLevel.Warning, "The broker did not take a batch (attempt {Attempt} of {Attempts})")]
    private partial void PublishFailed(Exception exception, int attempt, int attempts);

    [LoggerMessage(211, LogLevel.Warning, "The broker did not take a batch within {Timeout}")]
    private partial void PublishTooSlow(TimeSpan timeout);
}
