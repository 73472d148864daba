using System.Runtime.CompilerServices;
using NetMl.Contracts;
using NetMl.Contracts.Backups;
using NetMl.Contracts.Graphs;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Backups;

/// <summary>Reads a graph as records, one page in memory at a time.</summary>
internal sealed class GraphRecords(IGraphStore graphs)
{
    private const int EdgesAtOnce = 20_000;
    private const int MostNodesAtOnce = 5_000;
    private const int ValuesAtOnce = 1_000_000;

    /// <exception cref="DatasetDeletedException">The graph was deleted or replaced meanwhile.</exception>
    public async IAsyncEnumerable<BackupRecord> ReadAsync(GraphInfo graph, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return RecordStream.Json(BackupRecordKind.Graph, graph, WireJson.Default.GraphInfo);
        var nodesAtOnce = Math.Clamp(ValuesAtOnce / Math.Max(1, graph.Features), 1, MostNodesAtOnce);
        for (var offset = 0; offset < graph.Nodes; offset += nodesAtOnce)
        {
            var nodes = await graphs.ListNodesAsync(graph.Name, null, null, offset, nodesAtOnce, cancellationToken);
            yield return RecordStream.Json(BackupRecordKind.Nodes, nodes, WireJson.Default.GraphNodesPage);
        }
        for (var offset = 0; offset < graph.Edges; offset += EdgesAtOnce)
        {
            var edges = await graphs.ListEdgesAsync(graph.Name, offset, EdgesAtOnce, cancellationToken);
            yield return RecordStream.Json(BackupRecordKind.Edges, new GraphEdgesPage(graph.Name, graph.Edges, offset, edges), WireJson.Default.GraphEdgesPage);
        }
        await foreach (var times in ReadTimesAsync(graph, cancellationToken))
            yield return times;
        if ((await graphs.FindGraphAsync(graph.Name, cancellationToken))?.Version != graph.Version)
            throw new DatasetDeletedException();
        yield return new BackupRecord(BackupRecordKind.End, ReadOnlyMemory<byte>.Empty);
    }

    private async IAsyncEnumerable<BackupRecord> ReadTimesAsync(GraphInfo graph, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (graph.Times is null || (await graphs.ReadLinksAsync(graph.Name, cancellationToken))?.Times is not { } timed)
            yield break;
        for (var offset = 0; offset < timed.Times.Length; offset += TimedRows.AtOnce)
            yield return new BackupRecord(BackupRecordKind.Times, TimedRows.Pack(timed, offset, Math.Min(TimedRows.AtOnce, timed.Times.Length - offset)));
    }
}
