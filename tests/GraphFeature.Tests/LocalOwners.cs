using NetMl.GraphFeature.Behaviours;
using NetMl.GraphFeature.Ownership;

namespace NetMl.GraphFeature.Tests;

/// <summary>The only instance owns all data sets, without a sidecar that would say so.</summary>
internal sealed class LocalOwners(StaleDatasets stale, OwnedDatasets owned) : IDatasetOwners
{
    public Task FlowsStoredAsync(string dataset, CancellationToken cancellationToken)
    {
        owned.Add(dataset);
        stale.Mark(dataset);
        return Task.CompletedTask;
    }

    public async Task<bool> TryResumeAsync(string dataset, CancellationToken cancellationToken)
    {
        await FlowsStoredAsync(dataset, cancellationToken);
        return true;
    }
}
