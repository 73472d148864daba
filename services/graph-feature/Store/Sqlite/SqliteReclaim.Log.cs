namespace NetMl.GraphFeature.Store.Sqlite;

internal sealed partial class SqliteReclaim
{
    [LoggerMessage(EventId = 2050, Level = LogLevel.Warning, Message = "The room of deleted flows cannot be given back to the disk now: {Reason}")]
    private static partial void ReclaimFailed(ILogger logger, string reason);
}
