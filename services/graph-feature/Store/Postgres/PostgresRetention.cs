using Npgsql;

namespace NetMl.GraphFeature.Store.Postgres;

/// <summary>Drops old batches inside the transaction of the data set's only writer.</summary>
internal static class PostgresRetention
{
    public static async Task<DroppedBatches> RunAsync(NpgsqlConnection connection, string dataset, long before, int limit, CancellationToken cancellationToken)
    {
        if (await PostgresAppend.FindOwnerAsync(connection, dataset, cancellationToken) is not { } owner)
            return new DroppedBatches(0, []);
        var old = await connection.Command(
            $"SELECT id, superseded, rows, frame FROM netml.segments JOIN {PostgresSchema.Frames(owner)} ON segment = id WHERE owner = @owner AND end_ns < @before ORDER BY end_ns LIMIT @limit",
            ("@owner", owner), ("@before", before), ("@limit", limit))
            .ListAsync(row => OldBatch.Of(row.GetInt64(0), row.GetBoolean(1), row.GetInt32(2), row.GetFieldValue<byte[]>(3)), cancellationToken);
        if (old.Count == 0)
            return new DroppedBatches(0, []);
        long[] ids = [.. old.Select(batch => batch.Id)];
        var snapshots = await connection.Command("DELETE FROM netml.snapshots WHERE dataset = @dataset AND segments && @ids RETURNING id", ("@dataset", dataset), ("@ids", ids))
            .ListAsync(row => row.GetString(0), cancellationToken);
        await connection.Command($"DELETE FROM {PostgresSchema.Frames(owner)} WHERE segment = ANY (@ids)", ("@ids", ids)).RunAsync(cancellationToken);
        await connection.Command("DELETE FROM netml.segments WHERE id = ANY (@ids)", ("@ids", ids)).RunAsync(cancellationToken);
        var gone = old.Where(batch => batch.Counts).ToList();
        // A revision that no segment will have, and no deleted one had.
        await connection.Command(
            """
            UPDATE netml.datasets SET
                rows = rows - @rows, segments = segments - @segments, bytes = bytes - @bytes, labelled_rows = labelled_rows - @labelled, analysed_rows = 0,
                first_ns = coalesce((SELECT min(start_ns) FROM netml.segments WHERE owner = @owner AND NOT superseded), first_ns),
                last_ns = coalesce((SELECT max(end_ns) FROM netml.segments WHERE owner = @owner AND NOT superseded), last_ns),
                revision = nextval(pg_get_serial_sequence('netml.segments', 'id'))
            WHERE number = @owner
            """,
            ("@owner", owner), ("@rows", gone.Sum(batch => (long)batch.Rows)), ("@segments", gone.Count), ("@bytes", gone.Sum(batch => (long)batch.Bytes)),
            ("@labelled", gone.Sum(batch => (long)batch.Labelled))).RunAsync(cancellationToken);
        return new DroppedBatches(old.Count, snapshots);
    }
}
