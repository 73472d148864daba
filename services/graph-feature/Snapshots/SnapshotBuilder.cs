using NetMl.Contracts.Datasets;
using NetMl.Features;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Snapshots;

/// <summary>Builds snapshots and their tensor files, one at a time so that memory stays bounded.</summary>
internal sealed class SnapshotBuilder(
    ISnapshotStore snapshots, StoredFlows flows, SnapshotFiles files, MemoryTrim memory, GraphFeatureMetrics metrics, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Finds or builds the snapshot of these batches; null when no flow lies within the request's times.</summary>
    public async Task<SnapshotSummary?> BuildAsync(string dataset, SnapshotRequest request, IReadOnlyList<Segment> segments, CancellationToken cancellationToken)
    {
        var id = SnapshotId.Of(dataset, request, segments);
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (await snapshots.FindSnapshotAsync(id, cancellationToken) is { } known)
                return known.Summary;
            long[] ids = [.. segments.Select(segment => segment.Id)];
            if (await BuildGraphAsync(id, request, ids, cancellationToken) is not { } graph)
                return null;
            var summary = Summarise(id, dataset, request, graph);
            await SaveAsync(new StoredSnapshot(summary, request, ids), cancellationToken);
            return summary;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Opens the tensor file of a snapshot, building it again when it was evicted.</summary>
    public async Task<FileStream> OpenTensorsAsync(StoredSnapshot snapshot, CancellationToken cancellationToken)
    {
        var id = snapshot.Summary.Id;
        if (files.TryOpen(id) is { } ready)
            return ready;
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (files.TryOpen(id) is { } meanwhile)
                return meanwhile;
            await BuildGraphAsync(id, snapshot.Request, snapshot.Segments, cancellationToken);
            return files.TryOpen(id) ?? throw new InvalidOperationException($"The tensor file of snapshot {id} vanished as soon as it was written.");
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<FlowGraph?> BuildGraphAsync(string id, SnapshotRequest request, IReadOnlyList<long> segments, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var (from, to) = SnapshotTimes.Of(request);
        var table = FlowTable.Build(await flows.ReadAsync(segments, cancellationToken), from, to);
        if (table.Count == 0)
            return null;
        var graph = FlowGraph.Build(request.NodeKind == SnapshotNodes.Endpoint ? table.BetweenEndpoints() : table, request.WindowFlows);
        files.Write(id, SnapshotTensorFile.Of(id, graph).WriteTo);
        metrics.SnapshotBuilt(time.GetElapsedTime(started));
        memory.Request();
        return graph;
    }

    private async Task SaveAsync(StoredSnapshot snapshot, CancellationToken cancellationToken)
    {
        try
        {
            await snapshots.SaveSnapshotAsync(snapshot, cancellationToken);
        }
        catch (DatasetDeletedException)
        {
            files.Delete(snapshot.Summary.Id);
            throw;
        }
    }

    private static SnapshotSummary Summarise(string id, string dataset, SnapshotRequest request, FlowGraph graph)
    {
        var labelled = 0L;
        foreach (var label in graph.FlowLabel.Span)
            labelled += label >= 0 ? 1 : 0;
        return new SnapshotSummary(
            id, dataset, request.WindowFlows, graph.Windows, graph.Hosts.Count, graph.NodeCount, graph.FlowCount, labelled,
            FlowTime.Of(graph.FlowStart.Span[0]), FlowTime.Of(graph.FlowStart.Span[^1]), graph.Classes, request.NodeKind);
    }
}
