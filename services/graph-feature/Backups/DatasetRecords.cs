using System.Runtime.CompilerServices;
using System.Text;
using NetMl.Contracts;
using NetMl.Contracts.Backups;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Backups;

/// <summary>Reads a data set as records, one batch in memory at a time.</summary>
internal sealed class DatasetRecords(IFlowStore flows, IFindingStore findings, ISnapshotStore snapshots, IAllowListStore allowLists)
{
    private const int BatchesAtOnce = 1000;

    /// <summary>All of a data set. Batches come in the order in which they were stored, also those whose longer version has come since: snapshots may hold them.</summary>
    /// <exception cref="DatasetDeletedException">It was deleted meanwhile.</exception>
    public async IAsyncEnumerable<BackupRecord> ReadAsync(DatasetTotals dataset, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return RecordStream.Json(BackupRecordKind.Dataset, new DatasetBackup(dataset.Dataset, dataset.Rows), WireJson.Default.DatasetBackup);
        var names = new Dictionary<long, string>();
        for (var last = 0L; await flows.ListBatchesAsync(dataset.Dataset, last, BatchesAtOnce, cancellationToken) is { Count: > 0 } batches; last = batches[^1].Id)
        {
            foreach (var batch in batches)
            {
                names[batch.Id] = batch.Name;
                yield return new BackupRecord(BackupRecordKind.Frame, await flows.ReadFrameAsync(batch.Id, cancellationToken));
            }
        }
        if (await allowLists.ReadAsync(dataset.Dataset, cancellationToken) is { } list)
            yield return new BackupRecord(BackupRecordKind.AllowList, Encoding.UTF8.GetBytes(list));
        foreach (var summary in await snapshots.ListSnapshotsAsync(dataset.Dataset, cancellationToken))
        {
            // One made a moment ago may hold batches that came after those above.
            if (await snapshots.FindSnapshotAsync(summary.Id, cancellationToken) is { } snapshot && snapshot.Segments.All(names.ContainsKey))
                yield return RecordStream.Json(BackupRecordKind.Snapshot, new SnapshotBackup(summary, snapshot.Request, [.. snapshot.Segments.Select(id => names[id])]), WireJson.Default.SnapshotBackup);
        }
        yield return await ReadFindingsAsync(dataset.Dataset, cancellationToken);
        yield return new BackupRecord(BackupRecordKind.End, ReadOnlyMemory<byte>.Empty);
    }

    private async Task<BackupRecord> ReadFindingsAsync(string dataset, CancellationToken cancellationToken)
    {
        var totals = await flows.FindDatasetAsync(dataset, cancellationToken) ?? throw new DatasetDeletedException();
        var found = await findings.ListFindingsAsync(dataset, 0, cancellationToken);
        return RecordStream.Json(BackupRecordKind.Findings, new FindingsBackup(totals.AnalysedRows, [.. found.Select(one => one.Finding)]), WireJson.Default.FindingsBackup);
    }
}
