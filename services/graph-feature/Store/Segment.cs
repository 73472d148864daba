namespace NetMl.GraphFeature.Store;

/// <summary>A flow batch that is to be stored.</summary>
/// <param name="Batch">Idempotency key within the data set.</param>
/// <param name="Start">Earliest start of a flow, nanoseconds since 1970-01-01 UTC.</param>
/// <param name="End">Latest start of a flow.</param>
/// <param name="Frame">The frame as it arrived.</param>
public sealed record NewSegment(string Dataset, string Batch, long Start, long End, int Rows, int Labelled, byte[] Frame);

/// <summary>A stored flow batch without its flows.</summary>
/// <param name="Sha256">Of the frame, lower-case hex.</param>
public sealed record Segment(long Id, long Start, long End, int Rows, string Sha256);

/// <summary>A stored batch by its name, also one whose longer version has come since.</summary>
public sealed record StoredBatch(long Id, string Name);

/// <summary>Totals of a data set. <paramref name="First"/> and <paramref name="Last"/> are starts of flows, nanoseconds since 1970-01-01 UTC.</summary>
/// <param name="Revision">Changes with every change of the stored flows and never comes back, not even when the data set is deleted and made again.</param>
public sealed record DatasetTotals(
    string Dataset, long Rows, int Segments, long Bytes, long AnalysedRows, long LabelledRows, long First, long Last, long Revision);
