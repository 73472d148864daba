using NetMl.GraphFeature.Ownership;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Behaviours;

/// <summary>Publishes new and changed findings of the data sets that this instance owns; a finding counts as published only when the broker has it, so it may come twice but is never lost.</summary>
internal sealed partial class FindingPublisher(
    IFindingStore findings, OwnedDatasets owned, FindingChanges changes, IFindingBroker broker, TimeProvider time, ILogger<FindingPublisher> logger) : BackgroundService
{
    private const int AtATime = 100;
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);
    private bool _failing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = changes.Next;
            if (await TryPublishAllAsync(stoppingToken))
                await next.WaitAsync(stoppingToken);
            else
                await Task.Delay(Retry, time, stoppingToken);
        }
    }

    private async Task<bool> TryPublishAllAsync(CancellationToken cancellationToken)
    {
        // What the broker refuses of one data set holds up no other.
        var isAllPublished = true;
        foreach (var dataset in owned.List())
            isAllPublished &= await TryPublishAsync(dataset, cancellationToken);
        _failing = !isAllPublished;
        return isAllPublished;
    }

    private async Task<bool> TryPublishAsync(string dataset, CancellationToken cancellationToken)
    {
        try
        {
            await PublishAllAsync(dataset, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Whatever the broker or the store has against it, the findings stay in the store and are tried again; said once.
            if (!_failing && exception is not (StoreFullException or StoreUnavailableException))
                PublishFailed(logger, exception);
            _failing = true;
            return false;
        }
    }

    private async Task PublishAllAsync(string dataset, CancellationToken cancellationToken)
    {
        while (await findings.ListUnpublishedAsync(dataset, AtATime, cancellationToken) is { Count: > 0 } batch)
        {
            foreach (var finding in batch)
                await PublishAsync(finding, cancellationToken);
        }
    }

    private async Task PublishAsync(StoredFinding finding, CancellationToken cancellationToken)
    {
        await broker.PublishAsync(finding.Finding, cancellationToken);
        await findings.MarkPublishedAsync(finding, cancellationToken);
    }
}
