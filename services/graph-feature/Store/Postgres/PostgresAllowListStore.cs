namespace NetMl.GraphFeature.Store.Postgres;

/// <inheritdoc cref="IAllowListStore"/>
internal sealed class PostgresAllowListStore(PostgresDatabase database) : IAllowListStore
{
    public async Task<string?> ReadAsync(string dataset, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(connection => connection.Command("SELECT list FROM netml.allow_lists WHERE dataset = @dataset", ("@dataset", dataset))
            .ListAsync(row => row.GetString(0), cancellationToken), cancellationToken);
        return found.SingleOrDefault();
    }

    public Task WriteAsync(string dataset, string? json, CancellationToken cancellationToken) =>
        database.WriteAsync(PostgresFlowStore.Subject(dataset), json?.Length ?? 0, async connection =>
        {
            // What was found with another list is not what is to be found with this one: all flows count as not analysed.
            if (await connection.Command("UPDATE netml.datasets SET analysed_rows = 0 WHERE dataset = @dataset", ("@dataset", dataset)).RunAsync(cancellationToken) == 0)
                throw new DatasetDeletedException();
            return json is null
                ? await connection.Command("DELETE FROM netml.allow_lists WHERE dataset = @dataset", ("@dataset", dataset)).RunAsync(cancellationToken)
                : await connection.Command(
                    "INSERT INTO netml.allow_lists (dataset, list) VALUES (@dataset, @list) ON CONFLICT (dataset) DO UPDATE SET list = excluded.list",
                    ("@dataset", dataset), ("@list", json)).RunAsync(cancellationToken);
        }, cancellationToken);
}
