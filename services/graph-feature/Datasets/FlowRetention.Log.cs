namespace NetMl.GraphFeature.Datasets;

internal sealed partial class FlowRetention
{
    [LoggerMessage(EventId = 2060, Level = LogLevel.Information, Message = "Dropped {Batches} batches of data set {Dataset}, all flows of which are older than {Days} days")]
    private static partial void BatchesDropped(ILogger logger, string dataset, int batches, int days);

    [LoggerMessage(EventId = 2061, Level = LogLevel.Error, Message = "Old flows cannot be dropped now; it is tried again")]
    private static partial void RetentionFailed(ILogger logger, Exception exception);
}
