using Microsoft.Data.Sqlite;
using NetMl.Contracts.Graphs;
using NetMl.Graphs.Traversal;

namespace NetMl.GraphFeature.Store.Sqlite;

/// <summary>Reads a whole graph, of which the transaction shows one version.</summary>
internal static class SqliteGraphReading
{
    /// <param name="id">Of the row in graphs.</param>
    /// <returns>Null when it would take more than <paramref name="mostBytes"/>.</returns>
    public static async Task<StoredGraph?> ReadAsync(SqliteConnection connection, long id, GraphInfo info, long mostBytes, CancellationToken cancellationToken)
    {
        var packed = await connection.Command("SELECT coalesce(sum(length(features)), 0) FROM graph_nodes WHERE graph = $graph", ("$graph", id))
            .ListAsync(row => row.GetInt64(0), cancellationToken);
        if (StoredGraphBuilder.BytesOf(info, packed[0]) > mostBytes)
            return null;
        var graph = new StoredGraphBuilder(info, packed[0]);
        await connection.Command("SELECT id, label, split, features FROM graph_nodes WHERE graph = $graph ORDER BY node", ("$graph", id)).ListAsync(row =>
        {
            graph.AddNode(SqliteGraphRows.ReadNode(row));
            return 0;
        }, cancellationToken);
        await connection.Command("SELECT source, target FROM graph_edges WHERE graph = $graph ORDER BY edge", ("$graph", id)).ListAsync(row =>
        {
            graph.AddEdge(row.GetInt32(0), row.GetInt32(1));
            return 0;
        }, cancellationToken);
        return graph.Build();
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
        var (sources, targets, edge) = (new int[info.Edges], new int[info.Edges], 0);
        await connection.Command("SELECT source, target FROM graph_edges WHERE graph = $graph ORDER BY edge", ("$graph", id)).ListAsync(row =>
        {
            (sources[edge], targets[edge]) = (row.GetInt32(0), row.GetInt32(1));
            return edge++;
        }, cancellationToken);
        return new StoredLinks(info, ids, labels, sources, targets, await ReadTimesAsync(connection, id, info, cancellationToken));
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
