using Microsoft.Data.Sqlite;
using NetMl.Contracts.Graphs;

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
}
