using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Ownership;

/// <summary>Looks now and then, and at the start, for flows that nobody has analysed and findings that nobody has published, and tells the owners: nothing depends on a single call.</summary>
internal sealed partial class UnfinishedSweep(IFlowStore flows, IFindingStore findings, IDatasetOwners owners, TimeProvider time, ILogger<UnfinishedSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
            await Task.Delay(await TryAsync(stoppingToken) ? Pause : AfterFailure, time, stoppingToken);
    }

    private async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            var unfinished = (await flows.ListDatasetsAsync(cancellationToken)).Where(dataset => dataset.AnalysedRows != dataset.Rows).Select(dataset => dataset.Dataset)
                .Union(await findings.ListDatasetsToPublishAsync(cancellationToken), StringComparer.Ordinal);
            var areAllTold = true;
            foreach (var dataset in unfinished)
                areAllTold &= await owners.TryResumeAsync(dataset, cancellationToken);
            return areAllTold;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Whatever it is must not end the service; a store that is away speaks for itself.
            if (exception is not (StoreUnavailableException or StoreFullException))
                SweepFailed(logger, exception);
            return false;
        }
    }
}
