namespace NetMl.Contracts.Datasets;

/// <summary>Answer to <c>GET /v1/datasets/{dataset}/hosts/{address}/ego</c>: the hosts around one, nearest first, and the edges among them.</summary>
/// <param name="HostsWithin">Hosts within the radius, of which <paramref name="Hosts"/> may name only the first.</param>
/// <param name="EdgesAmong">Edges among <paramref name="Hosts"/>, of which <paramref name="Edges"/> may name only those with the most flows.</param>
/// <param name="Truncated">Whether hosts or edges were left out.</param>
public sealed record EgoNetwork(
    string Dataset, string Address, int Radius, int HostsWithin, int EdgesAmong, bool Truncated, IReadOnlyList<EgoHost> Hosts, IReadOnlyList<EgoEdge> Edges);

/// <summary>A host and how many steps, in either direction, it is away.</summary>
public sealed record EgoHost(string Address, int Distance);

/// <summary>All flows that one host opened to another, and the payload of both sides.</summary>
public sealed record EgoEdge(string Source, string Target, long Flows, long Bytes);
