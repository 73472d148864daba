using System.Text.Json;
using NetMl.Cli.Api;
using NetMl.Cli.Progress;
using NetMl.Cli.Reports;
using NetMl.Contracts;
using NetMl.Contracts.Backups;

namespace NetMl.Cli.Backups;

/// <summary>Copies data sets and graphs into an archive; in memory is one record at a time.</summary>
internal sealed class BackupRun(GatewayClient gateway, TimeProvider time)
{
    /// <returns>What the archive holds, and its size in bytes.</returns>
    public async Task<(BackupManifest Manifest, long Bytes)> RunAsync(string file, BackupSelection selection, IProgressBoard board, CancellationToken cancellationToken)
    {
        var (datasets, graphs) = (await gateway.Datasets.ListAsync(cancellationToken), await gateway.Graphs.ListAsync(cancellationToken));
        var manifest = new BackupManifest(
            BackupManifest.FormatName, BackupManifest.CurrentVersion, time.GetUtcNow(),
            selection.OfDatasets([.. datasets.Select(dataset => dataset.Dataset)]), selection.OfGraphs([.. graphs.Select(graph => graph.Name)]));
        var bytesOf = datasets.ToDictionary(dataset => dataset.Dataset, dataset => dataset.Bytes, StringComparer.Ordinal);
        await using var archive = new ArchiveWriter(file);
        await archive.AddAsync(new BackupRecord(BackupRecordKind.Manifest, JsonSerializer.SerializeToUtf8Bytes(manifest, WireJson.Default.BackupManifest)), cancellationToken);
        await board.RunAsync(async lines =>
        {
            foreach (var dataset in manifest.Datasets)
                await CopyAsync(archive, dataset, () => gateway.Backups.GetDatasetAsync(dataset, cancellationToken), lines.Start(dataset, bytesOf.GetValueOrDefault(dataset)), cancellationToken);
            foreach (var graph in manifest.Graphs)
                await CopyAsync(archive, graph, () => gateway.Backups.GetGraphAsync(graph, cancellationToken), lines.Start(graph, 0), cancellationToken);
        });
        return (manifest, await archive.FinishAsync(cancellationToken));
    }

    private static async Task CopyAsync(ArchiveWriter archive, string name, Func<Task<HttpResponseMessage>> get, IProgressLine line, CancellationToken cancellationToken)
    {
        var total = 0L;
        try
        {
            using var response = await get();
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            for (var last = BackupRecordKind.Manifest; last != BackupRecordKind.End;)
            {
                var record = await BackupRecord.ReadAsync(body, cancellationToken) ?? throw new InvalidDataException("its end is missing");
                await archive.AddAsync(record, cancellationToken);
                line.Report(total += record.Payload.Length, $"{Words.Bytes(total)} received");
                last = record.Kind;
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or HttpRequestException or HttpIOException)
        {
            throw new CommandFailure($"The backup of '{name}' broke off after {Words.Bytes(total)} ({exception.Message.TrimEnd('.')}): it may have been deleted or replaced meanwhile; try again. No file was written.");
        }
        line.Finish(Words.Bytes(total));
    }
}
