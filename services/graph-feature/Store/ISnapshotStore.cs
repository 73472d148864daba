using NetMl.Contracts.Datasets;

namespace NetMl.GraphFeature.Store;

/// <summary>A snapshot: what was asked for, which batches it froze, and what came out.</summary>
public sealed record StoredSnapshot(SnapshotSummary Summary, SnapshotRequest Request, IReadOnlyList<long> Segments);

/// <summary>Keeps snapshots; their tensors can be made again at any time.</summary>
public interface ISnapshotStore
{
    /// <summary>Stores a snapshot; one of the same id is the same, so nothing changes then.</summary>
    /// <exception cref="DatasetDeletedException">The data set was deleted meanwhile, or retention has dropped one of the batches.</exception>
    Task SaveSnapshotAsync(StoredSnapshot snapshot, CancellationToken cancellationToken);

    /// <summary>One snapshot, by its id or by a beginning that no other id has; null = none, or several.</summary>
    Task<StoredSnapshot?> FindSnapshotAsync(string beginning, CancellationToken cancellationToken);

    /// <summary>What the snapshots of a data set hold, by their first flow, then by id.</summary>
    Task<IReadOnlyList<SnapshotSummary>> ListSnapshotsAsync(string dataset, CancellationToken cancellationToken);
}
