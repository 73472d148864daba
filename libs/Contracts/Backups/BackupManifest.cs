using NetMl.Contracts.Datasets;

namespace NetMl.Contracts.Backups;

/// <summary>What an archive is and what it holds.</summary>
/// <param name="Format">Always <see cref="FormatName"/>.</param>
/// <param name="Version">Of the format; a reader refuses one above <see cref="CurrentVersion"/>.</param>
/// <param name="Datasets">Names, in the order of the sections.</param>
/// <param name="Graphs">Names, in the order of the sections behind the data sets.</param>
public sealed record BackupManifest(string Format, int Version, DateTimeOffset Created, IReadOnlyList<string> Datasets, IReadOnlyList<string> Graphs)
{
    public const string FormatName = "netml-backup";

    public const int CurrentVersion = 1;
}

/// <summary>Begins a data set.</summary>
/// <param name="Rows">Flows when the backup began; as many or more follow.</param>
public sealed record DatasetBackup(string Dataset, long Rows);

/// <summary>A snapshot: what was asked for and came out, and the names of the batches that it froze.</summary>
public sealed record SnapshotBackup(SnapshotSummary Summary, SnapshotRequest Request, IReadOnlyList<string> Batches);

/// <summary>The findings of a data set; good for exactly so many flows, else the analysis finds them anew.</summary>
public sealed record FindingsBackup(long AnalysedRows, IReadOnlyList<BehaviourFinding> Findings);

/// <summary>Ends an archive.</summary>
/// <param name="Records">How many came before.</param>
/// <param name="Sha256">Of their bytes, lower-case hex.</param>
public sealed record BackupChecksum(long Records, string Sha256);

/// <summary>Answer to <c>POST /v1/backup/datasets/{dataset}</c>: what became of the records that were sent.</summary>
/// <param name="Stored">Batches that are new.</param>
/// <param name="Known">Batches that were there.</param>
/// <param name="SnapshotsLeftOut">Snapshots that need a batch that is not there: a longer version of its file has taken its place.</param>
public sealed record DatasetRestored(string Dataset, int Stored, int Known, int Snapshots, int SnapshotsLeftOut);
