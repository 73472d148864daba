namespace NetMl.Contracts.Datasets;

/// <summary>What graph-feature holds of one data set.</summary>
/// <param name="Rows">Flows stored.</param>
/// <param name="Bytes">Bytes of the stored frames.</param>
/// <param name="AnalysedRows">Flows that the behaviour detectors have seen; equals <paramref name="Rows"/> when the analysis is up to date.</param>
/// <param name="Problem">Absent when all is well; otherwise one sentence, such as that the disk is full.</param>
/// <param name="Note">Absent unless the analysis leaves something out; then one sentence that says what, and which setting limits it.</param>
/// <param name="LabelledRows">Flows that carry a label.</param>
public sealed record DatasetSummary(
    string Dataset, long Rows, int Segments, long Bytes, long AnalysedRows, long LabelledRows,
    DateTimeOffset? FirstFlow, DateTimeOffset? LastFlow, string? Problem = null, string? Note = null);

/// <summary>The host graph of a data set: sizes only.</summary>
public sealed record GraphSummary(int Hosts, long Edges, long Flows, int WeakComponents, double AverageClustering, long Triangles);
