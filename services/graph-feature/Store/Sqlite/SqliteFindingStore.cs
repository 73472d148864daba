using System.Text.Json;
using Microsoft.Data.Sqlite;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;

namespace NetMl.GraphFeature.Store.Sqlite;

/// <inheritdoc cref="IFindingStore"/>
internal sealed class SqliteFindingStore(SqliteDatabase database) : IFindingStore
{
    public Task<int> ReplaceFindingsAsync(string dataset, IReadOnlyList<BehaviourFinding> findings, long analysedRows, CancellationToken cancellationToken) =>
        database.WriteAsync(0, connection => ReplaceAsync(connection, dataset, findings, analysedRows, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<StoredFinding>> ListFindingsAsync(string dataset, long afterSequence, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.Command(
            "SELECT sequence, finding FROM findings WHERE dataset = $dataset AND sequence > $after ORDER BY sequence",
            ("$dataset", dataset), ("$after", afterSequence)).ListAsync(Read, cancellationToken));

    public Task<IReadOnlyList<StoredFinding>> ListUnpublishedAsync(string dataset, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.Command(
            "SELECT sequence, finding FROM findings WHERE published = 0 AND dataset = $dataset ORDER BY sequence LIMIT $limit",
            ("$dataset", dataset), ("$limit", limit)).ListAsync(Read, cancellationToken));

    public Task<IReadOnlyList<string>> ListDatasetsToPublishAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Command("SELECT DISTINCT dataset FROM findings WHERE published = 0 ORDER BY dataset").ListAsync(row => row.GetString(0), cancellationToken));

    public Task MarkPublishedAsync(StoredFinding finding, CancellationToken cancellationToken) =>
        database.WriteAsync(0, connection => connection.Command(
            "UPDATE findings SET published = 1 WHERE sequence = $sequence", ("$sequence", finding.Sequence)).RunAsync(cancellationToken), cancellationToken);

    private static async Task<int> ReplaceAsync(
        SqliteConnection connection, string dataset, IReadOnlyList<BehaviourFinding> findings, long analysedRows, CancellationToken cancellationToken)
    {
        if (await connection.Command("UPDATE datasets SET analysed_rows = $rows WHERE dataset = $dataset", ("$rows", analysedRows), ("$dataset", dataset))
            .RunAsync(cancellationToken) == 0)
            return 0;
        var known = await connection.Command("SELECT id, finding FROM findings WHERE dataset = $dataset", ("$dataset", dataset))
            .ListAsync(reader => (Id: reader.GetString(0), Json: reader.GetString(1)), cancellationToken);
        var jsonOf = known.ToDictionary(finding => finding.Id, finding => finding.Json, StringComparer.Ordinal);
        var changed = 0;
        foreach (var finding in findings)
        {
            var json = JsonSerializer.Serialize(finding, WireJson.Default.BehaviourFinding);
            if (jsonOf.Remove(finding.Id, out var before) && before == json)
                continue;
            await PutLastAsync(connection, dataset, finding.Id, json, cancellationToken);
            changed++;
        }
        foreach (var gone in jsonOf.Keys)
            await DeleteAsync(connection, dataset, gone, cancellationToken);
        return changed;
    }

    /// <summary>Deleting before inserting gives a new number at the end of the log.</summary>
    private static async Task PutLastAsync(SqliteConnection connection, string dataset, string id, string json, CancellationToken cancellationToken)
    {
        await DeleteAsync(connection, dataset, id, cancellationToken);
        await connection.Command("INSERT INTO findings (dataset, id, finding) VALUES ($dataset, $id, $finding)", ("$dataset", dataset), ("$id", id), ("$finding", json))
            .RunAsync(cancellationToken);
    }

    private static Task<int> DeleteAsync(SqliteConnection connection, string dataset, string id, CancellationToken cancellationToken) =>
        connection.Command("DELETE FROM findings WHERE dataset = $dataset AND id = $id", ("$dataset", dataset), ("$id", id)).RunAsync(cancellationToken);

    private static StoredFinding Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        JsonSerializer.Deserialize(row.GetString(1), WireJson.Default.BehaviourFinding) ?? throw new InvalidOperationException("A stored finding is null."));
}
