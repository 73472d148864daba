namespace NetMl.Contracts.Datasets;

/// <summary>Answer (202) to <c>POST /v1/datasets/{dataset}/flows</c>: every accepted row is with the broker.</summary>
/// <param name="Format">The format that was read: zeek-tsv, zeek-json, argus, cicflowmeter, ndjson or netml-frame.</param>
/// <param name="Batches">Frames published; sending the same content again publishes the same ids and stores nothing twice.</param>
/// <param name="Bytes">Bytes read, after decompression.</param>
public sealed record FlowsAccepted(
    string Dataset, string Format, long RowsAccepted, long RowsRejected, int Batches, long Bytes, IReadOnlyList<RowRejection> Rejections);

/// <summary>Rows refused for one reason, with the first few line numbers (1-based).</summary>
public sealed record RowRejection(string Reason, long Rows, IReadOnlyList<long> FirstLines);
