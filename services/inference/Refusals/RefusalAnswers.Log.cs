namespace NetMl.Inference.Refusals;

internal static partial class RefusalAnswers
{
    [LoggerMessage(1100, LogLevel.Error, "The request to {Path} failed")]
    private static partial void RequestFailed(ILogger logger, Exception failure, PathString path);
}
