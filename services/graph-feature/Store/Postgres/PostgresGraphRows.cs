using System.Data.Common;
using System.Text;
using NetMl.Contracts.Graphs;
using NetMl.Graphs.Labelled;
using NetMl.Graphs.Traversal;
using Npgsql;
using NpgsqlTypes;

namespace NetMl.GraphFeature.Store.Postgres;

/// <summary>Copies the nodes and edges of a graph into tables of its own, and reads nodes back.</summary>
internal static class PostgresGraphRows
{
    /// <summary>The server stores what it was sent when all of it has come, which takes a while for millions of rows.</summary>
    private static readonly TimeSpan LongestCopy = TimeSpan.FromMinutes(10);

    public static async Task WriteAsync(NpgsqlConnection connection, long id, LabelledGraph graph, CancellationToken cancellationToken)
    {
        await connection.Command(PostgresSchema.RowsOf(id)).RunAsync(cancellationToken);
        await CopyNodesAsync(connection, id, graph, cancellationToken);
        await CopyEdgesAsync(connection, id, graph, cancellationToken);
        if (graph.Times is { } timed)
            await CopyTimesAsync(connection, id, timed, cancellationToken);
        await using var keys = connection.Command($"ALTER TABLE {PostgresSchema.Nodes(id)} ADD PRIMARY KEY (node); ALTER TABLE {PostgresSchema.Edges(id)} ADD PRIMARY KEY (edge)");
        keys.CommandTimeout = (int)LongestCopy.TotalSeconds;
        await keys.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A row of id, label, split, features.</summary>
    public static GraphNode ReadNode(DbDataReader row)
    {
        var (indices, values) = PackedFeatures.Unpack(row.GetFieldValue<byte[]>(3));
        return new GraphNode(ReadText(row, 0), row.IsDBNull(1) ? null : ReadText(row, 1), row.GetString(2), indices, values);
    }

    public static string ReadText(DbDataReader row, int column) => Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(column));

    private static async Task CopyNodesAsync(NpgsqlConnection connection, long id, LabelledGraph graph, CancellationToken cancellationToken)
    {
        await using var nodes = await connection.BeginBinaryImportAsync($"COPY {PostgresSchema.Nodes(id)} (node, id, label, split, features) FROM STDIN (FORMAT BINARY)", cancellationToken);
        nodes.Timeout = LongestCopy;
        for (var node = 0; node < graph.Graph.NodeCount; node++)
        {
            await nodes.StartRowAsync(cancellationToken);
            await nodes.WriteAsync(node, NpgsqlDbType.Integer, cancellationToken);
            await nodes.WriteAsync(Encoding.UTF8.GetBytes(graph.Graph.Ids[node]), NpgsqlDbType.Bytea, cancellationToken);
            if (graph.Labels[node] is { } label)
                await nodes.WriteAsync(Encoding.UTF8.GetBytes(label), NpgsqlDbType.Bytea, cancellationToken);
            else
                await nodes.WriteNullAsync(cancellationToken);
            await nodes.WriteAsync(graph.Splits[node].Name(), NpgsqlDbType.Text, cancellationToken);
            await nodes.WriteAsync(PackedFeatures.Pack(graph.Features, node), NpgsqlDbType.Bytea, cancellationToken);
        }
        await nodes.CompleteAsync(cancellationToken);
    }

    private static async Task CopyEdgesAsync(NpgsqlConnection connection, long id, LabelledGraph graph, CancellationToken cancellationToken)
    {
        await using var edges = await connection.BeginBinaryImportAsync($"COPY {PostgresSchema.Edges(id)} (edge, source, target, weight) FROM STDIN (FORMAT BINARY)", cancellationToken);
        edges.Timeout = LongestCopy;
        var number = 0L;
        foreach (var (source, target, weight) in DistinctEdges.Of(graph.Graph))
        {
            await edges.StartRowAsync(cancellationToken);
            await edges.WriteAsync(number++, NpgsqlDbType.Bigint, cancellationToken);
            await edges.WriteAsync(source, NpgsqlDbType.Integer, cancellationToken);
            await edges.WriteAsync(target, NpgsqlDbType.Integer, cancellationToken);
            await edges.WriteAsync((double)weight, NpgsqlDbType.Double, cancellationToken);
        }
        await edges.CompleteAsync(cancellationToken);
    }

    private static async Task CopyTimesAsync(NpgsqlConnection connection, long id, TimedEdges timed, CancellationToken cancellationToken)
    {
        await using var rows = await connection.BeginBinaryImportAsync($"COPY {PostgresSchema.Times(id)} (row, source, target, time) FROM STDIN (FORMAT BINARY)", cancellationToken);
        rows.Timeout = LongestCopy;
        for (var row = 0; row < timed.Times.Length; row++)
        {
            await rows.StartRowAsync(cancellationToken);
            await rows.WriteAsync((long)row, NpgsqlDbType.Bigint, cancellationToken);
            await rows.WriteAsync(timed.Sources[row], NpgsqlDbType.Integer, cancellationToken);
            await rows.WriteAsync(timed.Targets[row], NpgsqlDbType.Integer, cancellationToken);
            await rows.WriteAsync(timed.Times[row], NpgsqlDbType.Bigint, cancellationToken);
        }
        await rows.CompleteAsync(cancellationToken);
    }
}
