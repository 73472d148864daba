using System.Data.Common;
using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;

namespace NetMl.GraphFeature.Store.Postgres;

/// <inheritdoc cref="ISnapshotStore"/>
internal sealed class PostgresSnapshotStore(PostgresDatabase database) : ISnapshotStore
{
    public Task SaveSnapshotAsync(StoredSnapshot snapshot, CancellationToken cancellationToken) =>
        database.WriteAsync(PostgresFlowStore.Subject(snapshot.Summary.Dataset), 0, async connection =>
        {
            // A data set that was deleted and made again has other segments: their ids are never given twice. Retention drops single ones.
            long[] segments = [.. snapshot.Segments.Distinct()];
            var owner = await PostgresAppend.FindOwnerAsync(connection, snapshot.Summary.Dataset, cancellationToken) ?? throw new DatasetDeletedException();
            var alive = await connection.Command("SELECT count(*) FROM netml.segments WHERE id = ANY (@ids) AND owner = @owner", ("@ids", segments), ("@owner", owner))
                .ListAsync(row => row.GetInt64(0), cancellationToken);
            if (alive[0] < segments.Length)
                throw new DatasetDeletedException();
            return await connection.Command(
                "INSERT INTO netml.snapshots (id, dataset, request, summary, segments) VALUES (@id, @dataset, @request, @summary, @segments) ON CONFLICT (id) DO NOTHING",
                ("@id", snapshot.Summary.Id), ("@dataset", snapshot.Summary.Dataset),
                ("@request", JsonSerializer.Serialize(snapshot.Request, WireJson.Default.SnapshotRequest)),
                ("@summary", JsonSerializer.Serialize(snapshot.Summary, WireJson.Default.SnapshotSummary)), ("@segments", snapshot.Segments.ToArray())).RunAsync(cancellationToken);
        }, cancellationToken);

    public async Task<StoredSnapshot?> FindSnapshotAsync(string beginning, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(connection => connection.Command(
            "SELECT request, summary, segments FROM netml.snapshots WHERE id >= @beginning AND id < @end ORDER BY id LIMIT 2",
            ("@beginning", beginning), ("@end", beginning + '\uffff')).ListAsync(Read, cancellationToken), cancellationToken);
        return found.Count == 1 || (found.Count > 1 && found[0].Summary.Id == beginning) ? found[0] : null;
    }

    public async Task<IReadOnlyList<SnapshotSummary>> ListSnapshotsAsync(string dataset, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(connection => connection.Command("SELECT summary FROM netml.snapshots WHERE dataset = @dataset", ("@dataset", dataset))
            .ListAsync(row => ReadSummary(row.GetString(0)), cancellationToken), cancellationToken);
        return [.. found.OrderBy(summary => summary.FirstFlow).ThenBy(summary => summary.Id, StringComparer.Ordinal)];
    }

    private static SnapshotSummary ReadSummary(string json) =>
        JsonSerializer.Deserialize(json, WireJson.Default.SnapshotSummary) ?? throw new InvalidOperationException("A stored snapshot is null.");

    private static StoredSnapshot Read(DbDataReader row) => new(
        ReadSummary(row.GetString(1)),
        JsonSerializer.Deserialize(row.GetString(0), WireJson.Default.SnapshotRequest) ?? throw new InvalidOperationException("A stored request is null."),
        row.GetFieldValue<long[]>(2));
}
