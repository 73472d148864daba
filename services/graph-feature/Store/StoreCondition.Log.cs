namespace NetMl.GraphFeature.Store;

public sealed partial class StoreCondition
{
    [LoggerMessage(EventId = 2030, Level = LogLevel.Error, Message = "{Sentence}")]
    private static partial void WritesFail(ILogger logger, string sentence);

    [LoggerMessage(EventId = 2031, Level = LogLevel.Information, Message = "The flow store can be written again")]
    private static partial void WritesSucceedAgain(ILogger logger);
}
