using System.Text;
using NetMl.Behaviours.Adjustments;
using NetMl.Contracts;
using NetMl.Contracts.Backups;
using NetMl.Flows;
using NetMl.GraphFeature.Behaviours;
using NetMl.GraphFeature.Ingestion;
using NetMl.GraphFeature.Ownership;
using NetMl.GraphFeature.Snapshots;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Backups;

/// <summary>Stores the records of a data set. Safe to repeat: batches go by their names, snapshots by their content; flows that are there stay.</summary>
internal sealed class DatasetRestoring(
    IFlowStore flows, IFindingStore findings, ISnapshotStore snapshots, IAllowListStore allowLists, IDatasetOwners owners, FindingChanges changes, GraphFeatureMetrics metrics)
{
    private const int BatchesAtOnce = 1000;

    /// <summary>Stores some records of a data set, in their order.</summary>
    /// <exception cref="InvalidDataException">A record that cannot be read, or is of something else: those before it are stored.</exception>
    public async Task<DatasetRestored> RunAsync(string dataset, IAsyncEnumerable<BackupRecord> records, CancellationToken cancellationToken)
    {
        var done = new DatasetRestored(dataset, 0, 0, 0, 0);
        Dictionary<string, long>? ids = null;
        await foreach (var record in records.WithCancellation(cancellationToken))
        {
            switch (record.Kind)
            {
                case BackupRecordKind.Dataset or BackupRecordKind.End:
                    break;
                case BackupRecordKind.Frame:
                    var isNew = await StoreAsync(dataset, record.Payload.ToArray(), cancellationToken);
                    done = isNew ? done with { Stored = done.Stored + 1 } : done with { Known = done.Known + 1 };
                    break;
                case BackupRecordKind.AllowList:
                    await WriteAllowListAsync(dataset, Encoding.UTF8.GetString(record.Payload.Span), cancellationToken);
                    break;
                case BackupRecordKind.Snapshot:
                    var isSaved = await SaveAsync(dataset, record.Read(WireJson.Default.SnapshotBackup), ids ??= await ListIdsAsync(dataset, cancellationToken), cancellationToken);
                    done = isSaved ? done with { Snapshots = done.Snapshots + 1 } : done with { SnapshotsLeftOut = done.SnapshotsLeftOut + 1 };
                    break;
                case BackupRecordKind.Findings:
                    await ReplaceAsync(dataset, record.Read(WireJson.Default.FindingsBackup), cancellationToken);
                    break;
                default:
                    throw new InvalidDataException($"a record '{(char)record.Kind}' does not belong to a data set");
            }
        }
        return done;
    }

    private async Task<bool> StoreAsync(string dataset, byte[] body, CancellationToken cancellationToken)
    {
        var frame = FlowFrame.Decode(body);
        if (frame.Dataset != dataset || frame.Batch.Count == 0)
            throw new InvalidDataException($"a batch of {frame.Batch.Count} flows is of data set '{frame.Dataset}', not of '{dataset}'");
        if (!await flows.AppendAsync(StoreFlows.Describe(frame, body), cancellationToken))
            return false;
        metrics.FlowsStored(frame.Batch.Count);
        return true;
    }

    /// <summary>A list that cannot be read would be taken for none.</summary>
    private async Task WriteAllowListAsync(string dataset, string json, CancellationToken cancellationToken)
    {
        if (AllowListReader.Read(json, out var mistakes) is null)
            throw new InvalidDataException($"its allow-list cannot be read ({mistakes[0].TrimEnd('.')})");
        // Writing it again would have all flows analysed again.
        if (await allowLists.ReadAsync(dataset, cancellationToken) != json)
            await allowLists.WriteAsync(dataset, json, cancellationToken);
    }

    private async Task<Dictionary<string, long>> ListIdsAsync(string dataset, CancellationToken cancellationToken)
    {
        var ids = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var last = 0L; await flows.ListBatchesAsync(dataset, last, BatchesAtOnce, cancellationToken) is { Count: > 0 } batches; last = batches[^1].Id)
        {
            foreach (var batch in batches)
                ids[batch.Name] = batch.Id;
        }
        return ids;
    }

    private async Task<bool> SaveAsync(string dataset, SnapshotBackup snapshot, Dictionary<string, long> ids, CancellationToken cancellationToken)
    {
        if (snapshot is not { Summary: { Id: not null } summary, Request: not null, Batches.Count: > 0 } || snapshot.Batches.Contains(null!))
            throw new InvalidDataException("a snapshot has no id, request or batches");
        if (summary.Dataset != dataset)
            throw new InvalidDataException($"a snapshot is of data set '{summary.Dataset}', not of '{dataset}'");
        // The id names a file.
        if (!SnapshotId.IsOne(summary.Id))
            throw new InvalidDataException("a snapshot's id is not 64 hex digits");
        if (!snapshot.Batches.All(ids.ContainsKey))
            return false;
        await snapshots.SaveSnapshotAsync(new StoredSnapshot(snapshot.Summary, snapshot.Request, [.. snapshot.Batches.Select(batch => ids[batch])]), cancellationToken);
        return true;
    }

    /// <summary>Findings of exactly these flows save an analysis; otherwise the owner finds them anew.</summary>
    private async Task ReplaceAsync(string dataset, FindingsBackup backup, CancellationToken cancellationToken)
    {
        if (backup.Findings.FirstOrDefault(finding => finding.Dataset != dataset) is { } other)
            throw new InvalidDataException($"a finding is of data set '{other.Dataset}', not of '{dataset}'");
        if (await flows.FindDatasetAsync(dataset, cancellationToken) is { } totals && totals.Rows == backup.AnalysedRows && totals.AnalysedRows != totals.Rows)
        {
            await findings.ReplaceFindingsAsync(dataset, backup.Findings, backup.AnalysedRows, basis: null, cancellationToken);
            changes.Announce();
        }
        await owners.TryResumeAsync(dataset, cancellationToken);
    }
}
