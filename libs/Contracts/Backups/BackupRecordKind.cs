namespace NetMl.Contracts.Backups;

/// <summary>What a record of a backup holds: one ASCII letter. An archive is a manifest, then sections (data sets D … Z, graphs G … Z), then the checksum.</summary>
public enum BackupRecordKind : byte
{
    /// <summary><see cref="BackupManifest"/> as JSON; the first record.</summary>
    Manifest = (byte)'M',

    /// <summary><see cref="DatasetBackup"/> as JSON: a data set begins.</summary>
    Dataset = (byte)'D',

    /// <summary>A flow frame as it was ingested; it names its data set and batch.</summary>
    Frame = (byte)'F',

    /// <summary>The data set's allow-list, JSON.</summary>
    AllowList = (byte)'A',

    /// <summary><see cref="SnapshotBackup"/> as JSON.</summary>
    Snapshot = (byte)'S',

    /// <summary><see cref="FindingsBackup"/> as JSON.</summary>
    Findings = (byte)'B',

    /// <summary><see cref="Graphs.GraphInfo"/> as JSON: a graph begins.</summary>
    Graph = (byte)'G',

    /// <summary><see cref="Graphs.GraphNodesPage"/> as JSON.</summary>
    Nodes = (byte)'N',

    /// <summary><see cref="Graphs.GraphEdgesPage"/> as JSON.</summary>
    Edges = (byte)'E',

    /// <summary>Edge rows of a graph that have a time: source and target as numbers of nodes (I32 each) and seconds since 1970 (I64), little-endian.</summary>
    Times = (byte)'T',

    /// <summary>Empty: the section is whole.</summary>
    End = (byte)'Z',

    /// <summary><see cref="BackupChecksum"/> as JSON; the last record.</summary>
    Checksum = (byte)'C',
}
