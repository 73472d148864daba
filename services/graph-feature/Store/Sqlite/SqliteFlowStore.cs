using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace NetMl.GraphFeature.Store.Sqlite;

/// <inheritdoc cref="IFlowStore"/>
internal sealed class SqliteFlowStore(SqliteDatabase database) : IFlowStore
{
    private const string Totals = "SELECT dataset, rows, segments, bytes, analysed_rows, labelled_rows, first_ns, last_ns, revision FROM datasets";

    private static readonly string[] Deletions =
    [
        "DELETE FROM findings WHERE dataset = $dataset",
        "DELETE FROM finding_logs WHERE dataset = $dataset",
        "DELETE FROM allow_lists WHERE dataset = $dataset",
        "DELETE FROM frames WHERE segment IN (SELECT id FROM segments WHERE dataset = $dataset)",
        "DELETE FROM segments WHERE dataset = $dataset",
    ];

    public Task<bool> AppendAsync(NewSegment segment, CancellationToken cancellationToken) =>
        database.WriteAsync(segment.Frame.Length, connection => SqliteAppend.RunAsync(connection, segment, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<DatasetTotals>> ListDatasetsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.Command($"{Totals} ORDER BY dataset").ListAsync(ReadTotals, cancellationToken));

    public async Task<DatasetTotals?> FindDatasetAsync(string dataset, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(connection =>
            connection.Command($"{Totals} WHERE dataset = $dataset", ("$dataset", dataset)).ListAsync(ReadTotals, cancellationToken));
        return found.SingleOrDefault();
    }

    public Task<IReadOnlyList<Segment>> ListSegmentsAsync(string dataset, long from, long to, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.Command(
            "SELECT id, start_ns, end_ns, rows, sha256 FROM segments WHERE dataset = $dataset AND superseded = 0 AND start_ns < $to AND end_ns >= $from ORDER BY start_ns, sha256",
            ("$dataset", dataset), ("$from", from), ("$to", to)).ListAsync(ReadSegment, cancellationToken));

    public Task<IReadOnlyList<StoredBatch>> ListBatchesAsync(string dataset, long after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.Command(
            "SELECT id, batch FROM segments WHERE dataset = $dataset AND id > $after ORDER BY id LIMIT $limit",
            ("$dataset", dataset), ("$after", after), ("$limit", limit)).ListAsync(row => new StoredBatch(row.GetInt64(0), row.GetString(1)), cancellationToken));

    public async Task<byte[]> ReadFrameAsync(long segment, CancellationToken cancellationToken)
    {
        var frames = await database.ReadAsync(connection => connection.Command(
            "SELECT frame FROM frames WHERE segment = $segment", ("$segment", segment))
            .ListAsync(reader => reader.GetFieldValue<byte[]>(0), cancellationToken));
        return frames.SingleOrDefault() ?? throw new DatasetDeletedException();
    }

    public async Task<DroppedBatches> DropBeforeAsync(string dataset, long before, int limit, CancellationToken cancellationToken)
    {
        var dropped = await database.WriteAsync(0, connection => SqliteRetention.RunAsync(connection, dataset, before, limit, cancellationToken), cancellationToken);
        if (dropped.Batches > 0)
            database.NoticeFreed();
        return dropped;
    }

    public async Task<IReadOnlyList<string>?> DeleteDatasetAsync(string dataset, CancellationToken cancellationToken)
    {
        var snapshots = await database.WriteAsync(0, connection => DeleteAsync(connection, dataset, cancellationToken), cancellationToken);
        database.NoticeFreed();
        return snapshots;
    }

    private static async Task<IReadOnlyList<string>?> DeleteAsync(SqliteConnection connection, string dataset, CancellationToken cancellationToken)
    {
        var snapshots = await connection.Command("DELETE FROM snapshots WHERE dataset = $dataset RETURNING id", ("$dataset", dataset))
            .ListAsync(row => row.GetString(0), cancellationToken);
        foreach (var deletion in Deletions)
            await connection.Command(deletion, ("$dataset", dataset)).RunAsync(cancellationToken);
        var deleted = await connection.Command("DELETE FROM datasets WHERE dataset = $dataset", ("$dataset", dataset)).RunAsync(cancellationToken);
        return deleted == 0 ? null : snapshots;
    }

    private static DatasetTotals ReadTotals(DbDataReader row) => new(
        row.GetString(0), row.GetInt64(1), row.GetInt32(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), row.GetInt64(8));

    private static Segment ReadSegment(DbDataReader row) =>
        new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), row.GetString(4));
}
