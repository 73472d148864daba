using System.Security.Cryptography;
using NetMl.Flows;
using Npgsql;
using NpgsqlTypes;

namespace NetMl.GraphFeature.Store.Postgres;

/// <summary>Adds one batch inside the transaction of the data set's only writer.</summary>
internal static class PostgresAppend
{
    /// <returns>False when there is nothing new in it.</returns>
    public static async Task<bool> RunAsync(NpgsqlConnection connection, NewSegment segment, CancellationToken cancellationToken)
    {
        var known = await FindOwnerAsync(connection, segment.Dataset, cancellationToken);
        if (known is { } of && await IsStoredAsync(connection, of, segment, cancellationToken))
            return false;
        if (ShorterBatch.Among(known is null ? [] : await ListAtPlaceAsync(connection, known.Value, segment, cancellationToken), segment) is not { } shorter)
            return false;

        var owner = known ?? await CreateAsync(connection, segment, cancellationToken);
        var id = await InsertAsync(connection, owner, segment, cancellationToken);
        foreach (var one in shorter)
            await connection.Command("UPDATE netml.segments SET superseded = true WHERE id = @id", ("@id", one.Id)).RunAsync(cancellationToken);
        await AddToTotalsAsync(connection, owner, id, segment, shorter, cancellationToken);
        return true;
    }

    /// <summary>The number of a data set; null = there is none of this name.</summary>
    public static async Task<long?> FindOwnerAsync(NpgsqlConnection connection, string dataset, CancellationToken cancellationToken)
    {
        var found = await connection.Command("SELECT number FROM netml.datasets WHERE dataset = @dataset", ("@dataset", dataset))
            .ListAsync(row => row.GetInt64(0), cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    private static async Task<bool> IsStoredAsync(NpgsqlConnection connection, long owner, NewSegment segment, CancellationToken cancellationToken)
    {
        var found = await connection.Command("SELECT id FROM netml.segments WHERE owner = @owner AND batch = @batch", ("@owner", owner), ("@batch", segment.Batch))
            .ListAsync(row => row.GetInt64(0), cancellationToken);
        return found.Count > 0;
    }

    /// <summary>Batches of which this one may be another version; nearly always none.</summary>
    private static async Task<IReadOnlyList<(long Id, byte[] Frame)>> ListAtPlaceAsync(NpgsqlConnection connection, long owner, NewSegment segment, CancellationToken cancellationToken) =>
        BatchIds.PlaceOf(segment.Batch) is not { } place ? []
            : await connection.Command(
                $"SELECT id, frame FROM netml.segments JOIN {PostgresSchema.Frames(owner)} ON segment = id WHERE owner = @owner AND place = @place AND NOT superseded",
                ("@owner", owner), ("@place", place)).ListAsync(row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1)), cancellationToken);

    private static async Task<long> CreateAsync(NpgsqlConnection connection, NewSegment segment, CancellationToken cancellationToken)
    {
        var numbers = await connection.Command(
            """
            INSERT INTO netml.datasets (dataset, rows, segments, bytes, labelled_rows, first_ns, last_ns)
            VALUES (@dataset, 0, 0, 0, 0, @start, @end) RETURNING number
            """,
            ("@dataset", segment.Dataset), ("@start", segment.Start), ("@end", segment.End)).ListAsync(row => row.GetInt64(0), cancellationToken);
        await connection.Command(PostgresSchema.FramesOf(numbers[0])).RunAsync(cancellationToken);
        return numbers[0];
    }

    private static async Task<long> InsertAsync(NpgsqlConnection connection, long owner, NewSegment segment, CancellationToken cancellationToken)
    {
        var ids = await connection.Command(
            """
            INSERT INTO netml.segments (owner, batch, place, start_ns, end_ns, rows, sha256)
            VALUES (@owner, @batch, @place::text, @start, @end, @rows, @sha256) RETURNING id
            """,
            ("@owner", owner), ("@batch", segment.Batch), ("@place", (object?)BatchIds.PlaceOf(segment.Batch) ?? DBNull.Value),
            ("@start", segment.Start), ("@end", segment.End), ("@rows", segment.Rows),
            ("@sha256", Convert.ToHexStringLower(SHA256.HashData(segment.Frame)))).ListAsync(row => row.GetInt64(0), cancellationToken);
        await using var frames = await connection.BeginBinaryImportAsync($"COPY {PostgresSchema.Frames(owner)} (segment, frame) FROM STDIN (FORMAT BINARY)", cancellationToken);
        await frames.StartRowAsync(cancellationToken);
        await frames.WriteAsync(ids[0], NpgsqlDbType.Bigint, cancellationToken);
        await frames.WriteAsync(segment.Frame, NpgsqlDbType.Bytea, cancellationToken);
        await frames.CompleteAsync(cancellationToken);
        return ids[0];
    }

    private static Task<int> AddToTotalsAsync(
        NpgsqlConnection connection, long owner, long id, NewSegment segment, IReadOnlyList<ShorterBatch> shorter, CancellationToken cancellationToken) =>
        connection.Command(
            """
            UPDATE netml.datasets SET
                rows = rows + @rows, segments = segments + @segments, bytes = bytes + @bytes, labelled_rows = labelled_rows + @labelled,
                first_ns = least(first_ns, @start), last_ns = greatest(last_ns, @end), revision = @id
            WHERE number = @owner
            """,
            ("@owner", owner), ("@id", id), ("@rows", segment.Rows - shorter.Sum(one => (long)one.Rows)), ("@segments", 1 - shorter.Count),
            ("@bytes", segment.Frame.Length - shorter.Sum(one => (long)one.Bytes)), ("@labelled", segment.Labelled - shorter.Sum(one => (long)one.Labelled)),
            ("@start", segment.Start), ("@end", segment.End)).RunAsync(cancellationToken);
}
