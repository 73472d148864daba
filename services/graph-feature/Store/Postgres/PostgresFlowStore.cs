using System.Data.Common;
using Npgsql;

namespace NetMl.GraphFeature.Store.Postgres;

/// <inheritdoc cref="IFlowStore"/>
internal sealed class PostgresFlowStore(PostgresDatabase database) : IFlowStore
{
    private const string Totals = "SELECT dataset, rows, segments, bytes, analysed_rows, labelled_rows, first_ns, last_ns, revision FROM netml.datasets";

    private static readonly string[] Deletions =
    [
        "DELETE FROM netml.findings WHERE dataset = @dataset",
        "DELETE FROM netml.finding_logs WHERE dataset = @dataset",
        "DELETE FROM netml.allow_lists WHERE dataset = @dataset",
        "DELETE FROM netml.segments WHERE owner = @owner",
        "DELETE FROM netml.datasets WHERE number = @owner",
    ];

    /// <summary>Writers of one data set go one after the other, at all instances.</summary>
    public static string Subject(string dataset) => $"dataset {dataset}";

    public Task<bool> AppendAsync(NewSegment segment, CancellationToken cancellationToken) => database.WriteAsync(
        Subject(segment.Dataset), segment.Frame.Length, connection => PostgresAppend.RunAsync(connection, segment, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<DatasetTotals>> ListDatasetsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.Command($"{Totals} ORDER BY dataset").ListAsync(ReadTotals, cancellationToken), cancellationToken);

    public async Task<DatasetTotals?> FindDatasetAsync(string dataset, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(
            connection => connection.Command($"{Totals} WHERE dataset = @dataset", ("@dataset", dataset)).ListAsync(ReadTotals, cancellationToken), cancellationToken);
        return found.SingleOrDefault();
    }

    public Task<IReadOnlyList<Segment>> ListSegmentsAsync(string dataset, long from, long to, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.Command(
            """
            SELECT id, start_ns, end_ns, segments.rows, sha256 FROM netml.segments JOIN netml.datasets ON number = owner
            WHERE dataset = @dataset AND NOT superseded AND start_ns < @to AND end_ns >= @from ORDER BY start_ns, sha256
            """,
            ("@dataset", dataset), ("@from", from), ("@to", to)).ListAsync(ReadSegment, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<StoredBatch>> ListBatchesAsync(string dataset, long after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.Command(
            "SELECT id, batch FROM netml.segments JOIN netml.datasets ON number = owner WHERE dataset = @dataset AND id > @after ORDER BY id LIMIT @limit",
            ("@dataset", dataset), ("@after", after), ("@limit", limit)).ListAsync(row => new StoredBatch(row.GetInt64(0), row.GetString(1)), cancellationToken), cancellationToken);

    public Task<byte[]> ReadFrameAsync(long segment, CancellationToken cancellationToken) => database.ReadAsync(async connection =>
    {
        var owners = await connection.Command("SELECT owner FROM netml.segments WHERE id = @id", ("@id", segment)).ListAsync(row => row.GetInt64(0), cancellationToken);
        if (owners.Count == 0)
            throw new DatasetDeletedException();
        var frames = await connection.Command($"SELECT frame FROM {PostgresSchema.Frames(owners[0])} WHERE segment = @segment", ("@segment", segment))
            .ListAsync(row => row.GetFieldValue<byte[]>(0), cancellationToken);
        return frames.SingleOrDefault() ?? throw new DatasetDeletedException();
    }, cancellationToken);

    public Task<DroppedBatches> DropBeforeAsync(string dataset, long before, int limit, CancellationToken cancellationToken) =>
        database.WriteAsync(Subject(dataset), 0, connection => PostgresRetention.RunAsync(connection, dataset, before, limit, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<string>?> DeleteDatasetAsync(string dataset, CancellationToken cancellationToken) =>
        database.WriteAsync(Subject(dataset), 0, connection => DeleteAsync(connection, dataset, cancellationToken), cancellationToken);

    private static async Task<IReadOnlyList<string>?> DeleteAsync(NpgsqlConnection connection, string dataset, CancellationToken cancellationToken)
    {
        if (await PostgresAppend.FindOwnerAsync(connection, dataset, cancellationToken) is not { } owner)
            return null;
        var snapshots = await connection.Command("DELETE FROM netml.snapshots WHERE dataset = @dataset RETURNING id", ("@dataset", dataset))
            .ListAsync(row => row.GetString(0), cancellationToken);
        foreach (var deletion in Deletions)
            await connection.Command(deletion, ("@dataset", dataset), ("@owner", owner)).RunAsync(cancellationToken);
        await connection.Command($"DROP TABLE {PostgresSchema.Frames(owner)}").RunAsync(cancellationToken);
        await PostgresFindingStore.AnnounceAsync(connection, dataset, cancellationToken);
        return snapshots;
    }

    private static DatasetTotals ReadTotals(DbDataReader row) => new(
        row.GetString(0), row.GetInt64(1), row.GetInt32(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), row.GetInt64(8));

    private static Segment ReadSegment(DbDataReader row) =>
        new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), row.GetString(4));
}
