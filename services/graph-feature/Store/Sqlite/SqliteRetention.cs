using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace NetMl.GraphFeature.Store.Sqlite;

/// <summary>Drops old batches inside the writer's transaction.</summary>
internal static class SqliteRetention
{
    public static async Task<DroppedBatches> RunAsync(SqliteConnection connection, string dataset, long before, int limit, CancellationToken cancellationToken)
    {
        var old = await connection.Command(
            "SELECT id, superseded, rows, frame FROM segments JOIN frames ON segment = id WHERE dataset = $dataset AND end_ns < $before ORDER BY end_ns LIMIT $limit",
            ("$dataset", dataset), ("$before", before), ("$limit", limit))
            .ListAsync(row => OldBatch.Of(row.GetInt64(0), row.GetBoolean(1), row.GetInt32(2), row.GetFieldValue<byte[]>(3)), cancellationToken);
        if (old.Count == 0)
            return new DroppedBatches(0, []);
        var snapshots = await DropSnapshotsAsync(connection, dataset, old.Select(batch => batch.Id).ToHashSet(), cancellationToken);
        foreach (var batch in old)
        {
            await connection.Command("DELETE FROM frames WHERE segment = $id", ("$id", batch.Id)).RunAsync(cancellationToken);
            await connection.Command("DELETE FROM segments WHERE id = $id", ("$id", batch.Id)).RunAsync(cancellationToken);
        }
        var gone = old.Where(batch => batch.Counts).ToList();
        // A revision that no segment will have, and no deleted one had.
        await connection.Command("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'segments'").RunAsync(cancellationToken);
        await connection.Command(
            """
            UPDATE datasets SET
                rows = rows - $rows, segments = segments - $segments, bytes = bytes - $bytes, labelled_rows = labelled_rows - $labelled, analysed_rows = 0,
                first_ns = coalesce((SELECT min(start_ns) FROM segments WHERE dataset = $dataset AND superseded = 0), first_ns),
                last_ns = coalesce((SELECT max(end_ns) FROM segments WHERE dataset = $dataset AND superseded = 0), last_ns),
                revision = (SELECT seq FROM sqlite_sequence WHERE name = 'segments')
            WHERE dataset = $dataset
            """,
            ("$dataset", dataset), ("$rows", gone.Sum(batch => (long)batch.Rows)), ("$segments", gone.Count), ("$bytes", gone.Sum(batch => (long)batch.Bytes)),
            ("$labelled", gone.Sum(batch => (long)batch.Labelled))).RunAsync(cancellationToken);
        return new DroppedBatches(old.Count, snapshots);
    }

    private static async Task<IReadOnlyList<string>> DropSnapshotsAsync(SqliteConnection connection, string dataset, HashSet<long> gone, CancellationToken cancellationToken)
    {
        var snapshots = await connection.Command("SELECT id, segments FROM snapshots WHERE dataset = $dataset", ("$dataset", dataset))
            .ListAsync(row => (Id: row.GetString(0), Segments: MemoryMarshal.Cast<byte, long>(row.GetFieldValue<byte[]>(1)).ToArray()), cancellationToken);
        string[] dropped = [.. snapshots.Where(snapshot => snapshot.Segments.Any(gone.Contains)).Select(snapshot => snapshot.Id)];
        foreach (var id in dropped)
            await connection.Command("DELETE FROM snapshots WHERE id = $id", ("$id", id)).RunAsync(cancellationToken);
        return dropped;
    }
}
