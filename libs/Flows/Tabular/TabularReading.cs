namespace NetMl.Flows.Tabular;

/// <summary>What was read of a tabular file.</summary>
/// <param name="Bytes">Bytes read, after decompression.</param>
/// <param name="Rejections">Refused rows, most frequent reason first.</param>
public sealed record TabularReading(TabularRows Rows, long RowsRejected, long Bytes, IReadOnlyList<FlowRejection> Rejections);
