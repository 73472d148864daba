using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using NetMl.Flows;

namespace NetMl.GraphFeature.Store.Sqlite;

/// <summary>Adds one batch inside the writer's transaction.</summary>
internal static class SqliteAppend
{
    /// <returns>False when there is nothing new in it.</returns>
    public static async Task<bool> RunAsync(SqliteConnection connection, NewSegment segment, CancellationToken cancellationToken)
    {
        if (await IsStoredAsync(connection, segment, cancellationToken))
            return false;
        if (ShorterBatch.Among(await ListAtPlaceAsync(connection, segment, cancellationToken), segment) is not { } shorter)
            return false;

        // The totals come first, since a segment refers to its data set.
        await AddToTotalsAsync(connection, segment, shorter, cancellationToken);
        var id = await InsertAsync(connection, segment, cancellationToken);
        foreach (var one in shorter)
            await connection.Command("UPDATE segments SET superseded = 1 WHERE id = $id", ("$id", one.Id)).RunAsync(cancellationToken);
        await connection.Command("UPDATE datasets SET revision = $id WHERE dataset = $dataset", ("$id", id), ("$dataset", segment.Dataset)).RunAsync(cancellationToken);
        return true;
    }

    private static async Task<bool> IsStoredAsync(SqliteConnection connection, NewSegment segment, CancellationToken cancellationToken)
    {
        var found = await connection.Command(
            "SELECT id FROM segments WHERE dataset = $dataset AND batch = $batch", ("$dataset", segment.Dataset), ("$batch", segment.Batch))
            .ListAsync(row => row.GetInt64(0), cancellationToken);
        return found.Count > 0;
    }

    /// <summary>Batches of which this one may be another version; nearly always none.</summary>
    private static async Task<IReadOnlyList<(long Id, byte[] Frame)>> ListAtPlaceAsync(SqliteConnection connection, NewSegment segment, CancellationToken cancellationToken) =>
        BatchIds.PlaceOf(segment.Batch) is not { } place ? []
            : await connection.Command(
                "SELECT id, frame FROM segments JOIN frames ON segment = id WHERE dataset = $dataset AND place = $place AND superseded = 0",
                ("$dataset", segment.Dataset), ("$place", place)).ListAsync(row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1)), cancellationToken);

    private static Task<int> AddToTotalsAsync(SqliteConnection connection, NewSegment segment, IReadOnlyList<ShorterBatch> shorter, CancellationToken cancellationToken) =>
        connection.Command(
            """
            INSERT INTO datasets (dataset, rows, segments, bytes, labelled_rows, first_ns, last_ns)
            VALUES ($dataset, $rows, $segments, $bytes, $labelled, $start, $end)
            ON CONFLICT (dataset) DO UPDATE SET
                rows = rows + excluded.rows, segments = segments + excluded.segments, bytes = bytes + excluded.bytes,
                labelled_rows = labelled_rows + excluded.labelled_rows,
                first_ns = min(first_ns, excluded.first_ns), last_ns = max(last_ns, excluded.last_ns)
            """,
            ("$dataset", segment.Dataset), ("$rows", segment.Rows - shorter.Sum(one => one.Rows)), ("$segments", 1 - shorter.Count),
            ("$bytes", segment.Frame.Length - shorter.Sum(one => one.Bytes)), ("$labelled", segment.Labelled - shorter.Sum(one => one.Labelled)),
            ("$start", segment.Start), ("$end", segment.End)).RunAsync(cancellationToken);

    private static async Task<long> InsertAsync(SqliteConnection connection, NewSegment segment, CancellationToken cancellationToken)
    {
        var ids = await connection.Command(
            """
            INSERT INTO segments (dataset, batch, place, start_ns, end_ns, rows, sha256) VALUES ($dataset, $batch, $place, $start, $end, $rows, $sha256) RETURNING id
            """,
            ("$dataset", segment.Dataset), ("$batch", segment.Batch), ("$place", (object?)BatchIds.PlaceOf(segment.Batch) ?? DBNull.Value),
            ("$start", segment.Start), ("$end", segment.End), ("$rows", segment.Rows),
            ("$sha256", Convert.ToHexStringLower(SHA256.HashData(segment.Frame)))).ListAsync(row => row.GetInt64(0), cancellationToken);
        await connection.Command("INSERT INTO frames (segment, frame) VALUES ($segment, $frame)", ("$segment", ids[0]), ("$frame", segment.Frame)).RunAsync(cancellationToken);
        return ids[0];
    }
}
