namespace NetMl.Flows;

/// <summary>What became of the rows so far.</summary>
/// <param name="Format">The format that was read; null before the first bytes.</param>
/// <param name="Bytes">Bytes read, after decompression.</param>
/// <param name="Rejections">Most frequent reason first.</param>
public sealed record FlowReadSummary(
    FlowFormat? Format, long RowsAccepted, long RowsRejected, long Bytes, IReadOnlyList<FlowRejection> Rejections);

/// <summary>Rows refused for one reason, with the first few line numbers (1-based; for frames: the number of the frame).</summary>
public sealed record FlowRejection(string Reason, long Rows, IReadOnlyList<long> FirstLines);
