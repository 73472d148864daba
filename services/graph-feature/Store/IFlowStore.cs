namespace NetMl.GraphFeature.Store;

/// <summary>Keeps flow batches by data set. All members throw <see cref="StoreFullException"/> when the disk takes no more.</summary>
public interface IFlowStore
{
    /// <summary>
    /// Stores a batch and adds it to the totals, in one transaction that survives a crash once this returns. A batch whose file has grown
    /// takes the place of the shorter one (<see cref="NetMl.Flows.BatchIds"/>), whose frame stays readable for the snapshots that hold it.
    /// </summary>
    /// <returns>False when the data set has a batch of this name already, or a longer one that begins with it: nothing changes then.</returns>
    Task<bool> AppendAsync(NewSegment segment, CancellationToken cancellationToken);

    /// <summary>All data sets, in ordinal order.</summary>
    Task<IReadOnlyList<DatasetTotals>> ListDatasetsAsync(CancellationToken cancellationToken);

    /// <summary>One data set; null = never heard of.</summary>
    Task<DatasetTotals?> FindDatasetAsync(string dataset, CancellationToken cancellationToken);

    /// <summary>The batches with a flow that may start within [from, to), ordered by start, then by content.</summary>
    Task<IReadOnlyList<Segment>> ListSegmentsAsync(string dataset, long from, long to, CancellationToken cancellationToken);

    /// <summary>The next batches in the order in which they were stored, also those whose longer version has come since.</summary>
    /// <param name="after">Id of the last one that is known; 0 = none.</param>
    Task<IReadOnlyList<StoredBatch>> ListBatchesAsync(string dataset, long after, int limit, CancellationToken cancellationToken);

    /// <summary>The frame of a batch.</summary>
    /// <exception cref="DatasetDeletedException">There is no such batch (any more): ids come from <see cref="ListSegmentsAsync"/> and are never given twice.</exception>
    Task<byte[]> ReadFrameAsync(long segment, CancellationToken cancellationToken);

    /// <summary>Drops some batches whose last flow starts before an instant, oldest first, with the snapshots that hold one of them, in one transaction. What is left counts as not analysed.</summary>
    /// <param name="before">Nanoseconds since 1970-01-01 UTC.</param>
    /// <param name="limit">Most batches at once.</param>
    Task<DroppedBatches> DropBeforeAsync(string dataset, long before, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes a data set with its batches, findings and snapshots, in one transaction; their room goes back to the disk soon after. Names of batches are forgotten too:
    /// flows that come afterwards, also ones that were on their way or are sent again, make the data set anew.
    /// </summary>
    /// <returns>The ids of the snapshots that went with it; null = there was no such data set.</returns>
    Task<IReadOnlyList<string>?> DeleteDatasetAsync(string dataset, CancellationToken cancellationToken);
}
