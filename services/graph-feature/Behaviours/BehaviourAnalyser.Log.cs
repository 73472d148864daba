namespace NetMl.GraphFeature.Behaviours;

internal sealed partial class BehaviourAnalyser
{
    [LoggerMessage(EventId = 2010, Level = LogLevel.Information, Message = "Analysed data set {Dataset}: {Rows} flows, {Findings} behaviours, {Changed} new or changed, {Milliseconds:F0} ms")]
    private static partial void Analysed(ILogger logger, string dataset, long rows, int findings, int changed, double milliseconds);

    [LoggerMessage(EventId = 2011, Level = LogLevel.Error, Message = "The analysis of data set {Dataset} failed; it is tried again")]
    private static partial void AnalysisFailed(ILogger logger, Exception exception, string dataset);
}
