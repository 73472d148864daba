using System.Data.Common;
using Microsoft.Data.Sqlite;
using NetMl.Contracts.Graphs;
using NetMl.Graphs.Labelled;
using NetMl.Graphs.Traversal;

namespace NetMl.GraphFeature.Store.Sqlite;

/// <summary>Writes the nodes and edges of a graph row by row, and reads nodes back.</summary>
internal static class SqliteGraphRows
{
    public static async Task WriteAsync(SqliteConnection connection, long id, LabelledGraph graph, CancellationToken cancellationToken)
    {
        await using var nodes = connection.Command(
            "INSERT INTO graph_nodes (graph, node, id, label, split, features) VALUES ($graph, $node, $id, $label, $split, $features)", ("$graph", id));
        for (var node = 0; node < graph.Graph.NodeCount; node++)
        {
            Set(nodes, ("$node", node), ("$id", graph.Graph.Ids[node]), ("$label", (object?)graph.Labels[node] ?? DBNull.Value), ("$split", graph.Splits[node].Name()), ("$features", PackedFeatures.Pack(graph.Features, node)));
            await nodes.ExecuteNonQueryAsync(cancellationToken);
        }
        await using var edges = connection.Command("INSERT INTO graph_edges (graph, edge, source, target, weight) VALUES ($graph, $edge, $source, $target, $weight)", ("$graph", id));
        var number = 0L;
        foreach (var (source, target, weight) in DistinctEdges.Of(graph.Graph))
        {
            Set(edges, ("$edge", number++), ("$source", source), ("$target", target), ("$weight", weight));
            await edges.ExecuteNonQueryAsync(cancellationToken);
        }
        if (graph.Times is { } timed)
            await WriteTimesAsync(connection, id, timed, cancellationToken);
    }

    private static async Task WriteTimesAsync(SqliteConnection connection, long id, TimedEdges timed, CancellationToken cancellationToken)
    {
        await using var rows = connection.Command("INSERT INTO graph_times (graph, row, source, target, time) VALUES ($graph, $row, $source, $target, $time)", ("$graph", id));
        for (var row = 0; row < timed.Times.Length; row++)
        {
            Set(rows, ("$row", row), ("$source", timed.Sources[row]), ("$target", timed.Targets[row]), ("$time", timed.Times[row]));
            await rows.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public static GraphNode ReadNode(DbDataReader row)
    {
        var (indices, values) = PackedFeatures.Unpack(row.GetFieldValue<byte[]>(3));
        return new GraphNode(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2), indices, values);
    }

    /// <summary>Parameters are made once and then only given new values, so that the statement stays prepared.</summary>
    private static void Set(SqliteCommand command, params ReadOnlySpan<(string Name, object Value)> values)
    {
        foreach (var (name, value) in values)
        {
            if (command.Parameters.Contains(name))
                command.Parameters[name].Value = value;
            else
                command.Parameters.AddWithValue(name, value);
        }
    }
}
