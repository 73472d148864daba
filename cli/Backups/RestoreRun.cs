using System.Text.Json;
using NetMl.Cli.Api;
using NetMl.Cli.Progress;
using NetMl.Cli.Reports;
using NetMl.Contracts;
using NetMl.Contracts.Backups;
using NetMl.Contracts.Graphs;

namespace NetMl.Cli.Backups;

/// <summary>Sends an archive back, in pieces. The file is checked whole first; a restore that was interrupted is simply run again.</summary>
internal sealed class RestoreRun(GatewayClient gateway)
{
    /// <summary>Batches are sent together up to this size.</summary>
    private const int PieceBytes = 8 << 20;

    /// <param name="replace">Whether graphs of the same name but other content are replaced.</param>
    public async Task<RestoreReport> RunAsync(string file, BackupSelection selection, bool replace, IProgressBoard board, CancellationToken cancellationToken)
    {
        var (archive, report) = (new Archive(file), new RestoreReport([], []));
        await board.RunAsync(async lines =>
        {
            var checking = lines.Start("checking", archive.Bytes);
            var manifest = await ArchiveCheck.RunAsync(archive, read => checking.Report(read, $"{Words.Bytes(read)} read"), cancellationToken);
            checking.Finish("the archive is whole");
            var (datasets, graphs) = (selection.OfDatasets(manifest.Datasets), selection.OfGraphs(manifest.Graphs));
            var restoring = lines.Start("restoring", archive.Bytes);
            await using var records = archive.ReadAsync(read => restoring.Report(read, $"{Words.Bytes(read)} restored"), cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await records.MoveNextAsync())
            {
                if (records.Current.Kind == BackupRecordKind.Dataset && ArchiveCheck.NameOf(archive, records.Current) is var dataset && datasets.Contains(dataset))
                    report.Datasets.Add(await RestoreDatasetAsync(dataset, records, cancellationToken));
                else if (records.Current.Kind == BackupRecordKind.Graph && ArchiveCheck.NameOf(archive, records.Current) is var graph && graphs.Contains(graph))
                    report.Graphs.Add((await RestoreGraphAsync(graph, replace, records, cancellationToken)).Name);
            }
            restoring.Finish("done");
        });
        return report;
    }

    private async Task<DatasetRestored> RestoreDatasetAsync(string dataset, IAsyncEnumerator<BackupRecord> records, CancellationToken cancellationToken)
    {
        var done = new DatasetRestored(dataset, 0, 0, 0, 0);
        using var piece = new MemoryStream();
        while (await records.MoveNextAsync())
        {
            var isLast = records.Current.Kind == BackupRecordKind.End;
            if (piece.Length > 0 && (isLast || piece.Length + records.Current.Payload.Length > PieceBytes))
            {
                var answer = await gateway.Backups.PostDatasetAsync(dataset, piece.ToArray(), cancellationToken);
                done = new DatasetRestored(
                    dataset, done.Stored + answer.Stored, done.Known + answer.Known, done.Snapshots + answer.Snapshots, done.SnapshotsLeftOut + answer.SnapshotsLeftOut);
                piece.SetLength(0);
            }
            if (isLast)
                break;
            await records.Current.WriteAsync(piece, cancellationToken);
        }
        return done;
    }

    /// <summary>A graph goes in one request, from a file, so that it can be sent again.</summary>
    private async Task<GraphInfo> RestoreGraphAsync(string name, bool replace, IAsyncEnumerator<BackupRecord> records, CancellationToken cancellationToken)
    {
        var claimed = JsonSerializer.Deserialize(records.Current.Payload.Span, WireJson.Default.GraphInfo);
        if (!replace && await gateway.Graphs.FindAsync(name, cancellationToken) is { } there && there.Version != claimed?.Version)
            throw new CommandFailure($"There is another graph '{name}', which the archive would replace: add --replace, or leave it out by naming what to restore with --dataset and --graph.");
        var file = Path.GetTempFileName();
        try
        {
            await using (var spool = File.Create(file))
            {
                do
                    await records.Current.WriteAsync(spool, cancellationToken);
                while (records.Current.Kind != BackupRecordKind.End && await records.MoveNextAsync());
            }
            return await gateway.Backups.PutGraphAsync(name, () => File.OpenRead(file), cancellationToken);
        }
        finally
        {
            File.Delete(file);
        }
    }
}

/// <summary>What was restored.</summary>
internal sealed record RestoreReport(List<DatasetRestored> Datasets, List<string> Graphs);
