namespace NetMl.GraphFeature.Ownership;

internal sealed partial class UnfinishedSweep
{
    [LoggerMessage(EventId = 2041, Level = LogLevel.Error, Message = "Unfinished work cannot be looked for now; it is tried again")]
    private static partial void SweepFailed(ILogger logger, Exception exception);
}
