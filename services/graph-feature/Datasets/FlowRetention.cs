using Microsoft.Extensions.Options;
using NetMl.GraphFeature.Behaviours;
using NetMl.GraphFeature.Ownership;
using NetMl.GraphFeature.Snapshots;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Datasets;

/// <summary>Drops what is older than <see cref="FlowStoreOptions.RetentionDays"/>, every hour and in slices, so that writers wait for a moment at most. Any instance may do it.</summary>
/// <remarks>
/// Age counts from the newest flow of the data set, so that an old capture does not vanish when it is imported, or from now when that is
/// earlier: a sensor whose clock is ahead must not age everybody else's flows. Batches go whole, once their last flow is too old.
/// </remarks>
internal sealed partial class FlowRetention(
    IFlowStore store, SnapshotFiles files, IDatasetOwners owners, FindingChanges changes, IOptions<FlowStoreOptions> options, TimeProvider time, ILogger<FlowRetention> logger)
    : BackgroundService
{
    private const int BatchesAtOnce = 50;
    private const long NanosecondsPerTick = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    /// <summary>Drops what is too old now.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (options.Value.RetentionDays == 0)
            return;
        foreach (var dataset in await store.ListDatasetsAsync(cancellationToken))
            await DropAsync(dataset.Dataset, Cut(dataset), cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.Value.RetentionDays > 0)
            await Task.Delay(await TryAsync(stoppingToken) ? Pause : AfterFailure, time, stoppingToken);
    }

    private async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Whatever it is must not end the service; a store that is away speaks for itself.
            if (exception is not (StoreUnavailableException or StoreFullException))
                RetentionFailed(logger, exception);
            return false;
        }
    }

    private long Cut(DatasetTotals dataset)
    {
        var now = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick;
        var newest = Math.Min(dataset.Last, now);
        var age = TimeSpan.FromDays(options.Value.RetentionDays).Ticks * NanosecondsPerTick;
        // Before the first instant that there is, nothing is too old.
        return newest < long.MinValue + age ? long.MinValue : newest - age;
    }

    private async Task DropAsync(string dataset, long before, CancellationToken cancellationToken)
    {
        var total = 0;
        while (await store.DropBeforeAsync(dataset, before, BatchesAtOnce, cancellationToken) is { Batches: > 0 } dropped)
        {
            total += dropped.Batches;
            foreach (var snapshot in dropped.Snapshots)
                files.Delete(snapshot);
        }
        if (total == 0)
            return;
        BatchesDropped(logger, dataset, total, options.Value.RetentionDays);
        changes.Announce();
        await owners.FlowsStoredAsync(dataset, cancellationToken);
    }
}
