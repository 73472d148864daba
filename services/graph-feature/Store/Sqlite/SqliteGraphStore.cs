using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using NetMl.Contracts;
using NetMl.Contracts.Graphs;
using NetMl.Graphs.Labelled;

namespace NetMl.GraphFeature.Store.Sqlite;

/// <inheritdoc cref="IGraphStore"/>
internal sealed class SqliteGraphStore(SqliteDatabase database) : IGraphStore
{
    private const string IdOfName = "(SELECT id FROM graphs WHERE name = $name)";

    public async Task<bool> PutGraphAsync(GraphInfo info, LabelledGraph graph, CancellationToken cancellationToken)
    {
        var replaced = await database.WriteAsync(0, async connection =>
        {
            var existed = await DeleteAsync(connection, info.Name, cancellationToken);
            var ids = await connection.Command(
                "INSERT INTO graphs (name, info) VALUES ($name, $info) RETURNING id",
                ("$name", info.Name), ("$info", JsonSerializer.Serialize(info, WireJson.Default.GraphInfo))).ListAsync(row => row.GetInt64(0), cancellationToken);
            await SqliteGraphRows.WriteAsync(connection, ids[0], graph, cancellationToken);
            return existed;
        }, cancellationToken);
        database.NoticeFreed();
        return replaced;
    }

    public Task<IReadOnlyList<GraphInfo>> ListGraphsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.Command("SELECT info FROM graphs ORDER BY name").ListAsync(ReadInfo, cancellationToken));

    public async Task<GraphInfo?> FindGraphAsync(string name, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(connection =>
            connection.Command("SELECT info FROM graphs WHERE name = $name", ("$name", name)).ListAsync(ReadInfo, cancellationToken));
        return found.SingleOrDefault();
    }

    public async Task<bool> DeleteGraphAsync(string name, CancellationToken cancellationToken)
    {
        var deleted = await database.WriteAsync(0, connection => DeleteAsync(connection, name, cancellationToken), cancellationToken);
        database.NoticeFreed();
        return deleted;
    }

    public Task<GraphNodesPage> ListNodesAsync(string name, string? label, string? split, int offset, int top, CancellationToken cancellationToken)
    {
        const string matching = $"FROM graph_nodes WHERE graph = {IdOfName} AND ($label IS NULL OR label = $label) AND ($split IS NULL OR split = $split)";
        (string, object)[] query = [("$name", name), ("$label", (object?)label ?? DBNull.Value), ("$split", (object?)split ?? DBNull.Value)];
        return database.ReadAsync(async connection =>
        {
            var total = await connection.Command($"SELECT count(*) {matching}", query).ListAsync(row => row.GetInt32(0), cancellationToken);
            var nodes = await connection.Command(
                $"SELECT id, label, split, features {matching} ORDER BY node LIMIT $top OFFSET $offset", [.. query, ("$top", top), ("$offset", offset)])
                .ListAsync(SqliteGraphRows.ReadNode, cancellationToken);
            return new GraphNodesPage(name, total[0], offset, nodes);
        });
    }

    public Task<IReadOnlyList<GraphEdge>> ListEdgesAsync(string name, int offset, int top, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.Command(
            $"""
            SELECT source.id, target.id, weight FROM graph_edges AS edge
            JOIN graph_nodes AS source ON source.graph = edge.graph AND source.node = edge.source
            JOIN graph_nodes AS target ON target.graph = edge.graph AND target.node = edge.target
            WHERE edge.graph = {IdOfName} AND edge >= $offset AND edge < $offset + $top ORDER BY edge
            """,
            ("$name", name), ("$offset", (long)offset), ("$top", top)).ListAsync(row => new GraphEdge(row.GetString(0), row.GetString(1), row.GetDouble(2)), cancellationToken));

    public Task<StoredGraph?> ReadGraphAsync(string name, long mostBytes, CancellationToken cancellationToken) =>
        ReadWholeAsync(name, (connection, id, info) => SqliteGraphReading.ReadAsync(connection, id, info, mostBytes, cancellationToken), cancellationToken);

    public Task<StoredLinks?> ReadLinksAsync(string name, CancellationToken cancellationToken) =>
        ReadWholeAsync(name, async (connection, id, info) => (StoredLinks?)await SqliteGraphReading.ReadLinksAsync(connection, id, info, cancellationToken), cancellationToken);

    private Task<T?> ReadWholeAsync<T>(string name, Func<SqliteConnection, long, GraphInfo, Task<T?>> read, CancellationToken cancellationToken)
        where T : class =>
        database.ReadAsync(async connection =>
        {
            // A transaction that only reads sees one version and holds up no writer.
            await connection.Command("BEGIN").RunAsync(cancellationToken);
            try
            {
                var found = await connection.Command("SELECT id, info FROM graphs WHERE name = $name", ("$name", name))
                    .ListAsync(row => (Id: row.GetInt64(0), Info: ReadInfo(row, 1)), cancellationToken);
                return found is [(var id, var info)] ? await read(connection, id, info) : null;
            }
            finally
            {
                await connection.Command("COMMIT").RunAsync(CancellationToken.None);
            }
        });

    private static async Task<bool> DeleteAsync(SqliteConnection connection, string name, CancellationToken cancellationToken) =>
        await connection.Command("DELETE FROM graphs WHERE name = $name", ("$name", name)).RunAsync(cancellationToken) > 0;

    private static GraphInfo ReadInfo(DbDataReader row) => ReadInfo(row, 0);

    private static GraphInfo ReadInfo(DbDataReader row, int column) =>
        JsonSerializer.Deserialize(row.GetString(column), WireJson.Default.GraphInfo) ?? throw new InvalidOperationException("A stored graph is null.");
}
