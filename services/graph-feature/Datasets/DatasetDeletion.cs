using NetMl.GraphFeature.Behaviours;
using NetMl.GraphFeature.Snapshots;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Datasets;

/// <summary>Deletes a data set: what the store has of it in one transaction, then the tensor files of its snapshots.</summary>
internal sealed class DatasetDeletion(IFlowStore store, SnapshotFiles files, KeptAnalyses analyses, FindingChanges changes)
{
    /// <returns>False = there was no such data set.</returns>
    public async Task<bool> DeleteAsync(string dataset, CancellationToken cancellationToken)
    {
        if (await store.DeleteDatasetAsync(dataset, cancellationToken) is not { } snapshots)
            return false;
        // A stop right here leaves files that nobody can ask for; they go when room is needed.
        foreach (var snapshot in snapshots)
            files.Delete(snapshot);
        analyses.Forget(dataset);
        changes.Announce();
        return true;
    }
}
