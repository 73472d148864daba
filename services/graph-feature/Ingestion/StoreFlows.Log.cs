namespace NetMl.GraphFeature.Ingestion;

internal static partial class StoreFlows
{
    [LoggerMessage(EventId = 2000, Level = LogLevel.Debug, Message = "Stored batch {Batch} of data set {Dataset}: {Rows} flows")]
    private static partial void BatchStored(ILogger logger, string dataset, string batch, int rows);

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "Dropped a message of flows.ingested: {Reason}")]
    private static partial void FrameDropped(ILogger logger, string reason);
}
