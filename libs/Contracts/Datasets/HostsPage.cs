namespace NetMl.Contracts.Datasets;

/// <summary>Answer to <c>GET /v1/datasets/{dataset}/hosts</c>: the graph's sizes and the hosts that the query asked for, in its order.</summary>
/// <param name="Total">Hosts that match, on all pages.</param>
/// <param name="Offset">Matching hosts before the first of this page.</param>
public sealed record HostsPage(string Dataset, GraphSummary Graph, string Sort, IReadOnlyList<HostSummary> Hosts, int Total, int Offset);

/// <summary>One host: its address and its features by name (docs/api.md lists them with units).</summary>
public sealed record HostSummary(string Address, IReadOnlyDictionary<string, double> Features);
