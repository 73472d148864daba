namespace NetMl.GraphFeature.Store;

public sealed partial class StoreCondition
{
    [LoggerMessage(EventId = 2030, Level = LogLevel.Error, Message = "{Sentence}")]
    private static partial void StoreFails(ILogger logger, string sentence);

    [LoggerMessage(EventId = 2031, Level = LogLevel.Information, Message = "The flow store can be written again")]
    private static partial void WritesSucceedAgain(ILogger logger);

    [LoggerMessage(EventId = 2032, Level = LogLevel.Information, Message = "The flow store can be reached again")]
    private static partial void ReachedAgain(ILogger logger);
}
