using NetMl.Contracts;
using NetMl.Contracts.Backups;
using NetMl.Flows;

namespace NetMl.Cli.Backups;

/// <summary>Reads a whole archive before anything is changed: its order, its names, each record, its checksum.</summary>
internal static class ArchiveCheck
{
    /// <returns>What the archive holds.</returns>
    /// <exception cref="CommandFailure">It cannot be restored.</exception>
    public static async Task<BackupManifest> RunAsync(Archive archive, Action<long> read, CancellationToken cancellationToken)
    {
        BackupManifest? manifest = null;
        var (expected, section) = (new Queue<BackupRecord>(), (BackupRecord?)null);
        await foreach (var record in archive.ReadAsync(read, cancellationToken))
        {
            if (manifest is null)
                manifest = ReadManifest(archive, record);
            else if (section is null)
                section = record.Kind is BackupRecordKind.Dataset or BackupRecordKind.Graph ? record : throw Misplaced(archive, record);
            else if (record.Kind == BackupRecordKind.End)
            {
                expected.Enqueue(section);
                section = null;
            }
            else
                CheckRecord(archive, section, record);
        }
        if (manifest is null || section is not null)
            throw archive.Broken("it ends in the middle of a data set or graph");
        var names = expected.ToLookup(one => one.Kind, one => NameOf(archive, one));
        return names[BackupRecordKind.Dataset].SequenceEqual(manifest.Datasets) && names[BackupRecordKind.Graph].SequenceEqual(manifest.Graphs)
            ? manifest : throw archive.Broken("it does not hold what its beginning says");
    }

    /// <summary>The name of the data set or graph that a section begins.</summary>
    public static string NameOf(Archive archive, BackupRecord section) => section.Kind == BackupRecordKind.Dataset
        ? archive.Json(section, WireJson.Default.DatasetBackup).Dataset
        : archive.Json(section, WireJson.Default.GraphInfo).Name;

    private static BackupManifest ReadManifest(Archive archive, BackupRecord record)
    {
        var manifest = record.Kind == BackupRecordKind.Manifest ? archive.Json(record, WireJson.Default.BackupManifest) : throw Misplaced(archive, record);
        if (manifest is not { Format: BackupManifest.FormatName, Version: > 0, Datasets: not null, Graphs: not null })
            throw archive.Broken($"its format is '{manifest.Format}'");
        return manifest.Version <= BackupManifest.CurrentVersion ? manifest
            : throw new CommandFailure($"The archive has version {manifest.Version} of the format, and this netml reads up to {BackupManifest.CurrentVersion}: restore it with a newer one.");
    }

    private static void CheckRecord(Archive archive, BackupRecord section, BackupRecord record)
    {
        switch (section.Kind, record.Kind)
        {
            case (BackupRecordKind.Dataset, BackupRecordKind.Frame):
                CheckFrame(archive, NameOf(archive, section), record);
                break;
            case (BackupRecordKind.Dataset, BackupRecordKind.AllowList):
                break;
            case (BackupRecordKind.Dataset, BackupRecordKind.Snapshot):
                archive.Json(record, WireJson.Default.SnapshotBackup);
                break;
            case (BackupRecordKind.Dataset, BackupRecordKind.Findings):
                archive.Json(record, WireJson.Default.FindingsBackup);
                break;
            case (BackupRecordKind.Graph, BackupRecordKind.Nodes):
                archive.Json(record, WireJson.Default.GraphNodesPage);
                break;
            case (BackupRecordKind.Graph, BackupRecordKind.Edges):
                archive.Json(record, WireJson.Default.GraphEdgesPage);
                break;
            case (BackupRecordKind.Graph, BackupRecordKind.Times):
                break;
            default:
                throw Misplaced(archive, record);
        }
    }

    private static void CheckFrame(Archive archive, string dataset, BackupRecord record)
    {
        try
        {
            if (FlowFrame.Decode(record.Payload.ToArray()).Dataset != dataset)
                throw archive.Broken($"a batch in data set '{dataset}' is of another one");
        }
        catch (InvalidDataException exception)
        {
            throw archive.Broken($"a batch of data set '{dataset}' cannot be read ({exception.Message.TrimEnd('.')})");
        }
    }

    private static CommandFailure Misplaced(Archive archive, BackupRecord record) => archive.Broken($"a record '{(char)record.Kind}' is not where it belongs");
}
