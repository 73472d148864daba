using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;

namespace NetMl.GraphFeature.Store.Sqlite;

/// <inheritdoc cref="IFindingStore"/>
/// <remarks>Column published: 0 = to be published, 1 = published, 2 = withdrawn, which is not published.</remarks>
internal sealed class SqliteFindingStore(SqliteDatabase database) : IFindingStore
{
    private const int Withdrawn = 2;

    public Task<int> ReplaceFindingsAsync(string dataset, IReadOnlyList<BehaviourFinding> findings, long analysedRows, FindingBasis? basis, CancellationToken cancellationToken) =>
        database.WriteAsync(0, connection => ReplaceAsync(connection, dataset, findings, analysedRows, basis, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<StoredFinding>> ListFindingsAsync(string dataset, long afterSequence, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.Command(
            "SELECT sequence, finding, published FROM findings WHERE dataset = $dataset AND sequence > $after AND published < 2 ORDER BY sequence",
            ("$dataset", dataset), ("$after", afterSequence)).ListAsync(Read, cancellationToken));

    public async Task<FindingLogPage> ReadLogAsync(string dataset, long afterSequence, int limit, CancellationToken cancellationToken)
    {
        // One statement sees one state: a name never comes with changes of another log.
        var rows = await database.ReadAsync(connection => connection.Command(
            """
            SELECT sequence, finding, published, log FROM finding_logs LEFT JOIN findings ON findings.dataset = finding_logs.dataset AND sequence > $after
            WHERE finding_logs.dataset = $dataset ORDER BY sequence LIMIT $limit
            """,
            ("$dataset", dataset), ("$after", afterSequence), ("$limit", limit))
            .ListAsync(row => (Log: row.GetString(3), Change: row.IsDBNull(0) ? null : Read(row)), cancellationToken));
        return new FindingLogPage(rows.Count == 0 ? null : rows[0].Log, [.. rows.Select(row => row.Change).OfType<StoredFinding>()]);
    }

    public Task<IReadOnlyList<StoredFinding>> ListUnpublishedAsync(string dataset, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.Command(
            "SELECT sequence, finding, published FROM findings WHERE published = 0 AND dataset = $dataset ORDER BY sequence LIMIT $limit",
            ("$dataset", dataset), ("$limit", limit)).ListAsync(Read, cancellationToken));

    public Task<IReadOnlyList<string>> ListDatasetsToPublishAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Command("SELECT DISTINCT dataset FROM findings WHERE published = 0 ORDER BY dataset").ListAsync(row => row.GetString(0), cancellationToken));

    public Task MarkPublishedAsync(StoredFinding finding, CancellationToken cancellationToken) =>
        database.WriteAsync(0, connection => connection.Command(
            "UPDATE findings SET published = 1 WHERE sequence = $sequence AND published = 0", ("$sequence", finding.Sequence)).RunAsync(cancellationToken), cancellationToken);

    private static async Task<int> ReplaceAsync(
        SqliteConnection connection, string dataset, IReadOnlyList<BehaviourFinding> findings, long analysedRows, FindingBasis? basis, CancellationToken cancellationToken)
    {
        if (!await TryNoteAnalysedAsync(connection, dataset, analysedRows, basis, cancellationToken))
            return 0;
        await connection.Command(
            "INSERT INTO finding_logs (dataset, log) VALUES ($dataset, lower(hex(randomblob(8)))) ON CONFLICT (dataset) DO NOTHING", ("$dataset", dataset)).RunAsync(cancellationToken);
        var known = await connection.Command("SELECT id, finding FROM findings WHERE dataset = $dataset AND published < 2", ("$dataset", dataset))
            .ListAsync(reader => (Id: reader.GetString(0), Json: reader.GetString(1)), cancellationToken);
        var jsonOf = known.ToDictionary(finding => finding.Id, finding => finding.Json, StringComparer.Ordinal);
        var changed = 0;
        foreach (var finding in findings)
        {
            var json = JsonSerializer.Serialize(finding, WireJson.Default.BehaviourFinding);
            if (jsonOf.Remove(finding.Id, out var before) && before == json)
                continue;
            await PutLastAsync(connection, dataset, finding.Id, json, published: 0, cancellationToken);
            changed++;
        }
        foreach (var (gone, json) in jsonOf)
            await PutLastAsync(connection, dataset, gone, json, Withdrawn, cancellationToken);
        return changed;
    }

    private static async Task<bool> TryNoteAnalysedAsync(SqliteConnection connection, string dataset, long analysedRows, FindingBasis? basis, CancellationToken cancellationToken) =>
        await connection.Command(
            """
            UPDATE datasets SET analysed_rows = $rows WHERE dataset = $dataset AND (
                $batch IS NULL
                OR EXISTS (SELECT 1 FROM segments WHERE id = $batch AND dataset = $dataset)
                AND (SELECT list FROM allow_lists WHERE dataset = $dataset) IS $list)
            """,
            ("$rows", analysedRows), ("$dataset", dataset), ("$batch", (object?)basis?.Batch ?? DBNull.Value), ("$list", (object?)basis?.AllowList ?? DBNull.Value))
            .RunAsync(cancellationToken) > 0;

    /// <summary>Deleting before inserting gives a new number at the end of the log.</summary>
    private static async Task PutLastAsync(SqliteConnection connection, string dataset, string id, string json, int published, CancellationToken cancellationToken)
    {
        await connection.Command("DELETE FROM findings WHERE dataset = $dataset AND id = $id", ("$dataset", dataset), ("$id", id)).RunAsync(cancellationToken);
        await connection.Command(
            "INSERT INTO findings (dataset, id, finding, published) VALUES ($dataset, $id, $finding, $published)",
            ("$dataset", dataset), ("$id", id), ("$finding", json), ("$published", published)).RunAsync(cancellationToken);
    }

    private static StoredFinding Read(DbDataReader row) => new(
        row.GetInt64(0),
        JsonSerializer.Deserialize(row.GetString(1), WireJson.Default.BehaviourFinding) ?? throw new InvalidOperationException("A stored finding is null."),
        row.GetInt64(2) == Withdrawn);
}
