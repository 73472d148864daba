using System.Data.Common;
using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;
using Npgsql;

namespace NetMl.GraphFeature.Store.Postgres;

/// <inheritdoc cref="IFindingStore"/>
/// <remarks>A data set has one writer at a time, so numbers of its log become visible in their order: who reads "after n" misses none.</remarks>
internal sealed class PostgresFindingStore(PostgresDatabase database) : IFindingStore
{
    /// <summary>Told when the findings of a data set have changed.</summary>
    public const string Channel = "netml_findings";

    public Task<int> ReplaceFindingsAsync(string dataset, IReadOnlyList<BehaviourFinding> findings, long analysedRows, FindingBasis? basis, CancellationToken cancellationToken) =>
        database.WriteAsync(PostgresFlowStore.Subject(dataset), 0, connection => ReplaceAsync(connection, dataset, findings, analysedRows, basis, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<StoredFinding>> ListFindingsAsync(string dataset, long afterSequence, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.Command(
            "SELECT sequence, finding, withdrawn FROM netml.findings WHERE dataset = @dataset AND sequence > @after AND NOT withdrawn ORDER BY sequence",
            ("@dataset", dataset), ("@after", afterSequence)).ListAsync(Read, cancellationToken), cancellationToken);

    public async Task<FindingLogPage> ReadLogAsync(string dataset, long afterSequence, int limit, CancellationToken cancellationToken)
    {
        // One statement sees one state: a name never comes with changes of another log.
        var rows = await database.ReadAsync(connection => connection.Command(
            """
            SELECT sequence, finding, withdrawn, log FROM netml.finding_logs LEFT JOIN netml.findings ON findings.dataset = finding_logs.dataset AND sequence > @after
            WHERE finding_logs.dataset = @dataset ORDER BY sequence LIMIT @limit
            """,
            ("@dataset", dataset), ("@after", afterSequence), ("@limit", limit))
            .ListAsync(row => (Log: row.GetString(3), Change: row.IsDBNull(0) ? null : Read(row)), cancellationToken), cancellationToken);
        return new FindingLogPage(rows.Count == 0 ? null : rows[0].Log, [.. rows.Select(row => row.Change).OfType<StoredFinding>()]);
    }

    public Task<IReadOnlyList<StoredFinding>> ListUnpublishedAsync(string dataset, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.Command(
            "SELECT sequence, finding, withdrawn FROM netml.findings WHERE NOT published AND dataset = @dataset ORDER BY sequence LIMIT @limit",
            ("@dataset", dataset), ("@limit", limit)).ListAsync(Read, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<string>> ListDatasetsToPublishAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Command("SELECT DISTINCT dataset FROM netml.findings WHERE NOT published ORDER BY dataset").ListAsync(row => row.GetString(0), cancellationToken),
        cancellationToken);

    public Task MarkPublishedAsync(StoredFinding finding, CancellationToken cancellationToken) => database.WriteAsync(
        PostgresFlowStore.Subject(finding.Finding.Dataset), 0, connection => connection.Command(
            "UPDATE netml.findings SET published = true WHERE sequence = @sequence", ("@sequence", finding.Sequence)).RunAsync(cancellationToken), cancellationToken);

    /// <summary>Wakes who waits at any instance, once the transaction is committed.</summary>
    public static Task<int> AnnounceAsync(NpgsqlConnection connection, string dataset, CancellationToken cancellationToken) =>
        connection.Command($"SELECT pg_notify('{Channel}', @dataset)", ("@dataset", dataset)).RunAsync(cancellationToken);

    private static async Task<int> ReplaceAsync(
        NpgsqlConnection connection, string dataset, IReadOnlyList<BehaviourFinding> findings, long analysedRows, FindingBasis? basis, CancellationToken cancellationToken)
    {
        if (!await TryNoteAnalysedAsync(connection, dataset, analysedRows, basis, cancellationToken))
            return 0;
        await connection.Command(
            "INSERT INTO netml.finding_logs (dataset, log) VALUES (@dataset, left(replace(gen_random_uuid()::text, '-', ''), 16)) ON CONFLICT (dataset) DO NOTHING",
            ("@dataset", dataset)).RunAsync(cancellationToken);
        var known = await connection.Command("SELECT id, finding FROM netml.findings WHERE dataset = @dataset AND NOT withdrawn", ("@dataset", dataset))
            .ListAsync(reader => (Id: reader.GetString(0), Json: reader.GetString(1)), cancellationToken);
        var jsonOf = known.ToDictionary(finding => finding.Id, finding => finding.Json, StringComparer.Ordinal);
        var (ids, jsons) = (new List<string>(), new List<string>());
        foreach (var finding in findings)
        {
            var json = JsonSerializer.Serialize(finding, WireJson.Default.BehaviourFinding);
            if (jsonOf.Remove(finding.Id, out var before) && before == json)
                continue;
            ids.Add(finding.Id);
            jsons.Add(json);
        }
        await PutLastAsync(connection, dataset, ids, jsons, isWithdrawn: false, cancellationToken);
        await PutLastAsync(connection, dataset, [.. jsonOf.Keys], [.. jsonOf.Values], isWithdrawn: true, cancellationToken);
        await AnnounceAsync(connection, dataset, cancellationToken);
        return ids.Count;
    }

    private static async Task<bool> TryNoteAnalysedAsync(NpgsqlConnection connection, string dataset, long analysedRows, FindingBasis? basis, CancellationToken cancellationToken) =>
        await connection.Command(
            """
            UPDATE netml.datasets SET analysed_rows = @rows WHERE dataset = @dataset AND (
                @batch::bigint IS NULL
                OR EXISTS (SELECT 1 FROM netml.segments WHERE id = @batch::bigint AND owner = number)
                AND (SELECT list FROM netml.allow_lists WHERE allow_lists.dataset = @dataset) IS NOT DISTINCT FROM @list::text)
            """,
            ("@rows", analysedRows), ("@dataset", dataset), ("@batch", (object?)basis?.Batch ?? DBNull.Value), ("@list", (object?)basis?.AllowList ?? DBNull.Value))
            .RunAsync(cancellationToken) > 0;

    /// <summary>Deleting before inserting gives new numbers at the end of the log.</summary>
    private static async Task PutLastAsync(
        NpgsqlConnection connection, string dataset, List<string> ids, List<string> jsons, bool isWithdrawn, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return;
        await connection.Command("DELETE FROM netml.findings WHERE dataset = @dataset AND id = ANY (@ids)", ("@dataset", dataset), ("@ids", ids.ToArray())).RunAsync(cancellationToken);
        await connection.Command(
            """
            INSERT INTO netml.findings (dataset, id, finding, published, withdrawn)
            SELECT @dataset, id, finding, @withdrawn, @withdrawn FROM unnest(@ids, @jsons) WITH ORDINALITY AS new (id, finding, place) ORDER BY place
            """,
            ("@dataset", dataset), ("@ids", ids.ToArray()), ("@jsons", jsons.ToArray()), ("@withdrawn", isWithdrawn)).RunAsync(cancellationToken);
    }

    private static StoredFinding Read(DbDataReader row) => new(
        row.GetInt64(0),
        JsonSerializer.Deserialize(row.GetString(1), WireJson.Default.BehaviourFinding) ?? throw new InvalidOperationException("A stored finding is null."),
        row.GetBoolean(2));
}
