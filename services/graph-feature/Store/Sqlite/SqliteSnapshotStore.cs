using System.Data.Common;
using System.Runtime.InteropServices;
using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;

namespace NetMl.GraphFeature.Store.Sqlite;

/// <inheritdoc cref="ISnapshotStore"/>
internal sealed class SqliteSnapshotStore(SqliteDatabase database) : ISnapshotStore
{
    public Task SaveSnapshotAsync(StoredSnapshot snapshot, CancellationToken cancellationToken) =>
        database.WriteAsync(0, async connection =>
        {
            // A data set that was deleted and made again has other segments: their ids are never given twice. Retention drops single ones.
            var (dataset, segments) = (snapshot.Summary.Dataset, snapshot.Segments);
            var alive = await connection.Command(
                "SELECT (SELECT count(*) FROM segments WHERE dataset = $dataset AND id IN (SELECT value FROM json_each($ids))) FROM datasets WHERE dataset = $dataset",
                ("$dataset", dataset), ("$ids", $"[{string.Join(',', segments)}]")).ListAsync(static row => row.GetInt64(0), cancellationToken);
            if (alive is not [var count] || count < segments.Distinct().Count())
                throw new DatasetDeletedException();
            return await connection.Command(
                "INSERT INTO snapshots (id, dataset, request, summary, segments) VALUES ($id, $dataset, $request, $summary, $segments) ON CONFLICT (id) DO NOTHING",
                ("$id", snapshot.Summary.Id), ("$dataset", dataset),
                ("$request", JsonSerializer.Serialize(snapshot.Request, WireJson.Default.SnapshotRequest)),
                ("$summary", JsonSerializer.Serialize(snapshot.Summary, WireJson.Default.SnapshotSummary)),
                ("$segments", MemoryMarshal.AsBytes<long>(segments.ToArray()).ToArray())).RunAsync(cancellationToken);
        }, cancellationToken);

    public async Task<StoredSnapshot?> FindSnapshotAsync(string beginning, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(connection => connection.Command(
            "SELECT request, summary, segments FROM snapshots WHERE id >= $beginning AND id < $end ORDER BY id LIMIT 2",
            ("$beginning", beginning), ("$end", beginning + '\uffff')).ListAsync(Read, cancellationToken));
        return found.Count == 1 || (found.Count > 1 && found[0].Summary.Id == beginning) ? found[0] : null;
    }

    public async Task<IReadOnlyList<SnapshotSummary>> ListSnapshotsAsync(string dataset, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(connection => connection.Command(
            "SELECT summary FROM snapshots WHERE dataset = $dataset", ("$dataset", dataset)).ListAsync(row => ReadSummary(row.GetString(0)), cancellationToken));
        return [.. found.OrderBy(summary => summary.FirstFlow).ThenBy(summary => summary.Id, StringComparer.Ordinal)];
    }

    private static SnapshotSummary ReadSummary(string json) =>
        JsonSerializer.Deserialize(json, WireJson.Default.SnapshotSummary) ?? throw new InvalidOperationException("A stored snapshot is null.");

    private static StoredSnapshot Read(DbDataReader row)
    {
        var request = JsonSerializer.Deserialize(row.GetString(0), WireJson.Default.SnapshotRequest) ?? throw new InvalidOperationException("A stored request is null.");
        return new StoredSnapshot(ReadSummary(row.GetString(1)), request, MemoryMarshal.Cast<byte, long>(row.GetFieldValue<byte[]>(2)).ToArray());
    }
}
