namespace NetMl.GraphFeature.Store.Sqlite;

/// <inheritdoc cref="IAllowListStore"/>
internal sealed class SqliteAllowListStore(SqliteDatabase database) : IAllowListStore
{
    public async Task<string?> ReadAsync(string dataset, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(connection => connection.Command("SELECT list FROM allow_lists WHERE dataset = $dataset", ("$dataset", dataset))
            .ListAsync(row => row.GetString(0), cancellationToken));
        return found.SingleOrDefault();
    }

    public Task WriteAsync(string dataset, string? json, CancellationToken cancellationToken) => database.WriteAsync(json?.Length ?? 0, async connection =>
    {
        // What was found with another list is not what is to be found with this one: all flows count as not analysed.
        if (await connection.Command("UPDATE datasets SET analysed_rows = 0 WHERE dataset = $dataset", ("$dataset", dataset)).RunAsync(cancellationToken) == 0)
            throw new DatasetDeletedException();
        return json is null
            ? await connection.Command("DELETE FROM allow_lists WHERE dataset = $dataset", ("$dataset", dataset)).RunAsync(cancellationToken)
            : await connection.Command(
                "INSERT INTO allow_lists (dataset, list) VALUES ($dataset, $list) ON CONFLICT (dataset) DO UPDATE SET list = excluded.list",
                ("$dataset", dataset), ("$list", json)).RunAsync(cancellationToken);
    }, cancellationToken);
}
