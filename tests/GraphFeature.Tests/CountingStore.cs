using System.Collections.Concurrent;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Tests;

/// <summary>Notes which batches are read.</summary>
internal sealed class CountingStore(IFlowStore store) : IFlowStore
{
    public ConcurrentQueue<long> Read { get; } = [];

    public Task<byte[]> ReadFrameAsync(long segment, CancellationToken cancellationToken)
    {
        Read.Enqueue(segment);
        return store.ReadFrameAsync(segment, cancellationToken);
    }

    public Task<IReadOnlyList<StoredBatch>> ListBatchesAsync(string dataset, long after, int limit, CancellationToken cancellationToken) =>
        store.ListBatchesAsync(dataset, after, limit, cancellationToken);

    public Task<DroppedBatches> DropBeforeAsync(string dataset, long before, int limit, CancellationToken cancellationToken) =>
        store.DropBeforeAsync(dataset, before, limit, cancellationToken);

    public Task<bool> AppendAsync(NewSegment segment, CancellationToken cancellationToken) => store.AppendAsync(segment, cancellationToken);

    public Task<IReadOnlyList<DatasetTotals>> ListDatasetsAsync(CancellationToken cancellationToken) => store.ListDatasetsAsync(cancellationToken);

    public Task<DatasetTotals?> FindDatasetAsync(string dataset, CancellationToken cancellationToken) => store.FindDatasetAsync(dataset, cancellationToken);

    public Task<IReadOnlyList<Segment>> ListSegmentsAsync(string dataset, long from, long to, CancellationToken cancellationToken) =>
        store.ListSegmentsAsync(dataset, from, to, cancellationToken);

    public Task<IReadOnlyList<string>?> DeleteDatasetAsync(string dataset, CancellationToken cancellationToken) => store.DeleteDatasetAsync(dataset, cancellationToken);
}
