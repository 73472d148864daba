namespace NetMl.Contracts.Datasets;

/// <summary>Answer to <c>GET /v1/datasets/{dataset}/edges</c>.</summary>
/// <param name="Total">Edges that match, on all pages.</param>
public sealed record EdgesPage(string Dataset, string Sort, int Total, int Offset, IReadOnlyList<HostEdge> Edges);

/// <summary>All flows that one host opened to another.</summary>
/// <param name="First">When the first of them started.</param>
/// <param name="Features">The pair's features by name (docs/features.md lists them with units).</param>
public sealed record HostEdge(string Source, string Target, DateTimeOffset First, DateTimeOffset Last, IReadOnlyDictionary<string, double> Features);
