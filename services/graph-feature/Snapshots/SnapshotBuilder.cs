using NetMl.Contracts.Datasets;
using NetMl.Features;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Snapshots;

/// <summary>Builds snapshots and their tensor files, one at a time so that memory stays bounded.</summary>
internal sealed class SnapshotBuilder(
    ISnapshotStore snapshots, StoredFlows flows, SnapshotFiles files, MemoryTrim memory, GraphFeatureMetrics metrics, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly KnownSnapshots _known = new();

    /// <summary>Finds or builds the snapshot of the flows in these batches; null when none lies within the request's times.</summary>
    public async Task<SnapshotSummary?> BuildAsync(string dataset, SnapshotRequest request, IReadOnlyList<Segment> segments, CancellationToken cancellationToken)
    {
        var key = SnapshotId.KeyOf(dataset, request, segments);
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_known.Find(key) is { } knownId && await snapshots.FindSnapshotAsync(knownId, cancellationToken) is { } asked)
                return asked.Summary;
            long[] ids = [.. segments.Select(segment => segment.Id)];
            var table = await ReadAsync(request, ids, cancellationToken);
            if (table.Count == 0)
                return null;
            // The same flows may have come in other batches before.
            var id = SnapshotId.Of(dataset, request, table);
            _known.Keep(key, id);
            if (await snapshots.FindSnapshotAsync(id, cancellationToken) is { } known)
                return known.Summary;
            var summary = Summarise(id, dataset, request, Build(id, request, table));
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
            Build(id, snapshot.Request, await ReadAsync(snapshot.Request, snapshot.Segments, cancellationToken));
            return files.TryOpen(id) ?? throw new InvalidOperationException($"The tensor file of snapshot {id} vanished as soon as it was written.");
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<FlowTable> ReadAsync(SnapshotRequest request, IReadOnlyList<long> segments, CancellationToken cancellationToken)
    {
        var (from, to) = SnapshotTimes.Of(request);
        memory.Request();
        return FlowTable.Build(await flows.ReadAsync(segments, cancellationToken), from, to);
    }

    private FlowGraph Build(string id, SnapshotRequest request, FlowTable table)
    {
        var started = time.GetTimestamp();
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
