using Microsoft.Extensions.Options;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Behaviours;

/// <summary>Analyses data sets in the background, one at a time, soon after flows have come.</summary>
internal sealed partial class BehaviourAnalyser(
    StaleDatasets stale, DatasetAnalysis analysis, FindingChanges changes, IOptions<AnalysisOptions> options, TimeProvider time,
    ILogger<BehaviourAnalyser> logger) : BackgroundService
{
    private const int ShareOfTime = 10;
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var quiet = TimeSpan.FromMilliseconds(options.Value.QuietMilliseconds);
        var last = TimeSpan.Zero;
        while (!stoppingToken.IsCancellationRequested)
        {
            var dataset = await stale.TakeAsync(quiet, Longest(last), stoppingToken);
            last = await AnalyseAsync(dataset, stoppingToken);
            stale.Done(dataset);
        }
    }

    /// <summary>While flows keep coming, analyses of large data sets stay rare: they take a tenth of the time at most.</summary>
    private TimeSpan Longest(TimeSpan last)
    {
        var configured = TimeSpan.FromMilliseconds(options.Value.LongestMilliseconds);
        return last * ShareOfTime > configured ? last * ShareOfTime : configured;
    }

    private async Task<TimeSpan> AnalyseAsync(string dataset, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await analysis.RunAsync(dataset, cancellationToken);
            Analysed(logger, dataset, outcome.Rows, outcome.Findings, outcome.Changed, outcome.Time.TotalMilliseconds);
            changes.Announce();
            if (outcome.Again is { } pause)
                stale.MarkLater(dataset, pause);
            return outcome.Time;
        }
        catch (DatasetDeletedException)
        {
            return TimeSpan.Zero;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // One data set must not end the analysis of the others; it is tried again. A full store speaks for itself.
            if (exception is not (StoreFullException or StoreUnavailableException))
                AnalysisFailed(logger, exception, dataset);
            await Task.Delay(AfterFailure, time, cancellationToken);
            stale.Mark(dataset);
            return TimeSpan.Zero;
        }
    }
}
