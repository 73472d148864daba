using System.Data.Common;
using System.Text;
using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Graphs;
using NetMl.Graphs.Labelled;
using NetMl.Graphs.Traversal;
using Npgsql;

namespace NetMl.GraphFeature.Store.Postgres;

/// <inheritdoc cref="IGraphStore"/>
/// <remarks>The tables of a graph never change: one that takes its place has others. So who reads them sees one version without a transaction.</remarks>
internal sealed class PostgresGraphStore(PostgresDatabase database) : IGraphStore
{
    public Task<bool> PutGraphAsync(GraphInfo info, LabelledGraph graph, CancellationToken cancellationToken) =>
        database.WriteAsync(Subject(info.Name), 0, async connection =>
        {
            var existed = await DeleteAsync(connection, info.Name, cancellationToken);
            var ids = await connection.Command(
                "INSERT INTO netml.graphs (name, info) VALUES (@name, @info) RETURNING id",
                ("@name", info.Name), ("@info", JsonSerializer.Serialize(info, WireJson.Default.GraphInfo))).ListAsync(row => row.GetInt64(0), cancellationToken);
            await PostgresGraphRows.WriteAsync(connection, ids[0], graph, cancellationToken);
            return existed;
        }, cancellationToken);

    public Task<IReadOnlyList<GraphInfo>> ListGraphsAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Command("SELECT id, info FROM netml.graphs ORDER BY name").ListAsync(row => Read(row).Info, cancellationToken), cancellationToken);

    public Task<GraphInfo?> FindGraphAsync(string name, CancellationToken cancellationToken) =>
        database.ReadAsync(async connection => (await FindAsync(connection, name, cancellationToken))?.Info, cancellationToken);

    public Task<bool> DeleteGraphAsync(string name, CancellationToken cancellationToken) =>
        database.WriteAsync(Subject(name), 0, connection => DeleteAsync(connection, name, cancellationToken), cancellationToken);

    public Task<GraphNodesPage> ListNodesAsync(string name, string? label, string? split, int offset, int top, CancellationToken cancellationToken) => database.ReadAsync(async connection =>
    {
        if (await FindAsync(connection, name, cancellationToken) is not { } graph)
            return new GraphNodesPage(name, 0, offset, []);
        var matching = $"FROM {PostgresSchema.Nodes(graph.Id)} WHERE (@label::bytea IS NULL OR label = @label) AND (@split::text IS NULL OR split = @split)";
        (string, object)[] query = [("@label", label is null ? DBNull.Value : Encoding.UTF8.GetBytes(label)), ("@split", (object?)split ?? DBNull.Value)];
        var total = await connection.Command($"SELECT count(*) {matching}", query).ListAsync(row => row.GetInt64(0), cancellationToken);
        var nodes = await connection.Command(
            $"SELECT id, label, split, features {matching} ORDER BY node LIMIT @top OFFSET @offset", [.. query, ("@top", top), ("@offset", offset)])
            .ListAsync(PostgresGraphRows.ReadNode, cancellationToken);
        return new GraphNodesPage(name, (int)total[0], offset, nodes);
    }, cancellationToken);

    public Task<IReadOnlyList<GraphEdge>> ListEdgesAsync(string name, int offset, int top, CancellationToken cancellationToken) => database.ReadAsync(async connection =>
        await FindAsync(connection, name, cancellationToken) is not { } graph ? [] : await connection.Command(
            $"""
            SELECT source.id, target.id, weight FROM {PostgresSchema.Edges(graph.Id)} AS edges
            JOIN {PostgresSchema.Nodes(graph.Id)} AS source ON source.node = edges.source
            JOIN {PostgresSchema.Nodes(graph.Id)} AS target ON target.node = edges.target
            WHERE edge >= @offset AND edge < @end ORDER BY edge
            """,
            ("@offset", (long)offset), ("@end", (long)offset + top))
            .ListAsync(row => new GraphEdge(PostgresGraphRows.ReadText(row, 0), PostgresGraphRows.ReadText(row, 1), row.GetDouble(2)), cancellationToken), cancellationToken);

    public Task<StoredGraph?> ReadGraphAsync(string name, long mostBytes, CancellationToken cancellationToken) => database.ReadAsync(async connection =>
    {
        if (await FindAsync(connection, name, cancellationToken) is not { } graph)
            return null;
        var packed = await connection.Command($"SELECT coalesce(sum(length(features)), 0)::bigint FROM {PostgresSchema.Nodes(graph.Id)}")
            .ListAsync(row => row.GetInt64(0), cancellationToken);
        if (StoredGraphBuilder.BytesOf(graph.Info, packed[0]) > mostBytes)
            return null;
        var built = new StoredGraphBuilder(graph.Info, packed[0]);
        await connection.Command($"SELECT id, label, split, features FROM {PostgresSchema.Nodes(graph.Id)} ORDER BY node").ListAsync(row =>
        {
            built.AddNode(PostgresGraphRows.ReadNode(row));
            return 0;
        }, cancellationToken);
        await connection.Command($"SELECT source, target FROM {PostgresSchema.Edges(graph.Id)} ORDER BY edge").ListAsync(row =>
        {
            built.AddEdge(row.GetInt32(0), row.GetInt32(1));
            return 0;
        }, cancellationToken);
        return built.Build();
    }, cancellationToken);

    public Task<StoredLinks?> ReadLinksAsync(string name, CancellationToken cancellationToken) => database.ReadAsync(async connection =>
    {
        if (await FindAsync(connection, name, cancellationToken) is not { } graph)
            return null;
        var (ids, labels) = (new List<string>(graph.Info.Nodes), new List<string?>(graph.Info.Nodes));
        await connection.Command($"SELECT id, label FROM {PostgresSchema.Nodes(graph.Id)} ORDER BY node").ListAsync(row =>
        {
            ids.Add(PostgresGraphRows.ReadText(row, 0));
            labels.Add(row.IsDBNull(1) ? null : PostgresGraphRows.ReadText(row, 1));
            return 0;
        }, cancellationToken);
        var (sources, targets, edge) = (new int[graph.Info.Edges], new int[graph.Info.Edges], 0);
        await connection.Command($"SELECT source, target FROM {PostgresSchema.Edges(graph.Id)} ORDER BY edge").ListAsync(row =>
        {
            (sources[edge], targets[edge]) = (row.GetInt32(0), row.GetInt32(1));
            return edge++;
        }, cancellationToken);
        return new StoredLinks(graph.Info, ids, labels, sources, targets, await ReadTimesAsync(connection, graph, cancellationToken));
    }, cancellationToken);

    private static async Task<TimedEdges?> ReadTimesAsync(NpgsqlConnection connection, Known graph, CancellationToken cancellationToken)
    {
        if (graph.Info.Times is not { } known)
            return null;
        var (sources, targets, times, at) = (new int[known.Rows], new int[known.Rows], new long[known.Rows], 0);
        await connection.Command($"SELECT source, target, time FROM {PostgresSchema.Times(graph.Id)} ORDER BY row").ListAsync(row =>
        {
            (sources[at], targets[at], times[at]) = (row.GetInt32(0), row.GetInt32(1), row.GetInt64(2));
            return at++;
        }, cancellationToken);
        return TimedEdges.Of(graph.Info.Nodes, sources, targets, times);
    }

    private static string Subject(string name) => $"graph {name}";

    private static async Task<Known?> FindAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        var found = await connection.Command("SELECT id, info FROM netml.graphs WHERE name = @name", ("@name", name)).ListAsync(Read, cancellationToken);
        return found.SingleOrDefault();
    }

    private static async Task<bool> DeleteAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        var deleted = await connection.Command("DELETE FROM netml.graphs WHERE name = @name RETURNING id", ("@name", name)).ListAsync(row => row.GetInt64(0), cancellationToken);
        foreach (var id in deleted)
            await connection.Command($"DROP TABLE {PostgresSchema.Nodes(id)}, {PostgresSchema.Edges(id)}, {PostgresSchema.Times(id)}").RunAsync(cancellationToken);
        return deleted.Count > 0;
    }

    private static Known Read(DbDataReader row) => new(
        row.GetInt64(0), JsonSerializer.Deserialize(row.GetString(1), WireJson.Default.GraphInfo) ?? throw new InvalidOperationException("A stored graph is null."));

    private sealed record Known(long Id, GraphInfo Info);
}
