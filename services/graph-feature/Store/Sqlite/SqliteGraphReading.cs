using Microsoft.Data.Sqlite;
using NetMl.Contracts.Graphs;
using NetMl.Graphs.Labelled;
using NetMl.Graphs.Traversal;

namespace NetMl.GraphFeature.Store.Sqlite;

/// <summary>Reads a whole graph, of which the transaction shows one version.</summary>
internal static class SqliteGraphReading
{
    private const long BytesPerNode = 16;
    private const long BytesPerEdge = 2 * sizeof(int);

    /// <param name="id">Of the row in graphs.</param>
    /// <returns>Null when it would take more than <paramref name="mostBytes"/>.</returns>
    public static async Task<StoredGraph?> ReadAsync(SqliteConnection connection, long id, GraphInfo info, long mostBytes, CancellationToken cancellationToken)
    {
        var packed = await connection.Command("SELECT coalesce(sum(length(features)), 0) FROM graph_nodes WHERE graph = $graph", ("$graph", id))
            .ListAsync(row => row.GetInt64(0), cancellationToken);
        if (packed[0] + info.Nodes * BytesPerNode + info.Edges * BytesPerEdge > mostBytes)
            return null;
        var values = (int)(packed[0] / SqliteGraphRows.BytesPerFeature);
        var (labels, splits) = (new List<string?>(info.Nodes), new List<NodeSplit>(info.Nodes));
        var (offsets, indices, numbers) = (new int[info.Nodes + 1], new int[values], new float[values]);
        await connection.Command("SELECT id, label, split, features FROM graph_nodes WHERE graph = $graph ORDER BY node", ("$graph", id)).ListAsync(row =>
        {
            var node = SqliteGraphRows.ReadNode(row);
            var at = offsets[labels.Count];
            node.FeatureIndices.ToArray().CopyTo(indices, at);
            node.FeatureValues.ToArray().CopyTo(numbers, at);
            labels.Add(node.Label);
            splits.Add(NodeSplits.TryParse(node.Split, out var split) ? split : NodeSplit.None);
            offsets[labels.Count] = at + node.FeatureIndices.Count;
            return 0;
        }, cancellationToken);

        var (sources, targets) = await ReadEdgesAsync(connection, id, info, cancellationToken);
        return new StoredGraph(info, labels, splits, sources, targets, offsets, indices, numbers);
    }

    /// <summary>Ids, labels, edges and times of a graph.</summary>
    public static async Task<StoredLinks> ReadLinksAsync(SqliteConnection connection, long id, GraphInfo info, CancellationToken cancellationToken)
    {
        var (ids, labels) = (new List<string>(info.Nodes), new List<string?>(info.Nodes));
        await connection.Command("SELECT id, label FROM graph_nodes WHERE graph = $graph ORDER BY node", ("$graph", id)).ListAsync(row =>
        {
            ids.Add(row.GetString(0));
            labels.Add(row.IsDBNull(1) ? null : row.GetString(1));
            return 0;
        }, cancellationToken);
        var (sources, targets) = await ReadEdgesAsync(connection, id, info, cancellationToken);
        return new StoredLinks(info, ids, labels, sources, targets, await ReadTimesAsync(connection, id, info, cancellationToken));
    }

    private static async Task<(int[] Sources, int[] Targets)> ReadEdgesAsync(SqliteConnection connection, long id, GraphInfo info, CancellationToken cancellationToken)
    {
        var (sources, targets, edge) = (new int[info.Edges], new int[info.Edges], 0);
        await connection.Command("SELECT source, target FROM graph_edges WHERE graph = $graph ORDER BY edge", ("$graph", id)).ListAsync(row =>
        {
            (sources[edge], targets[edge]) = (row.GetInt32(0), row.GetInt32(1));
            return edge++;
        }, cancellationToken);
        return (sources, targets);
    }

    private static async Task<TimedEdges?> ReadTimesAsync(SqliteConnection connection, long id, GraphInfo info, CancellationToken cancellationToken)
    {
        if (info.Times is not { } known)
            return null;
        var (sources, targets, times, at) = (new int[known.Rows], new int[known.Rows], new long[known.Rows], 0);
        await connection.Command("SELECT source, target, time FROM graph_times WHERE graph = $graph ORDER BY row", ("$graph", id)).ListAsync(row =>
        {
            (sources[at], targets[at], times[at]) = (row.GetInt32(0), row.GetInt32(1), row.GetInt64(2));
            return at++;
        }, cancellationToken);
        return TimedEdges.Of(info.Nodes, sources, targets, times);
    }
}
