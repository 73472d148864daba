namespace NetMl.Contracts.Datasets;

/// <summary>Answer to <c>GET /v1/datasets/{dataset}/hosts/{address}</c>.</summary>
/// <param name="PeerCount">All peers, of which <paramref name="Peers"/> names those with the most flows.</param>
/// <param name="BinSeconds">Width of a bin of <paramref name="TimeLine"/>.</param>
/// <param name="TimeLine">Bins without flows are left out.</param>
public sealed record HostDetail(
    string Dataset, string Address, IReadOnlyDictionary<string, double> Features, int PeerCount, IReadOnlyList<PeerTraffic> Peers,
    double BinSeconds, IReadOnlyList<TrafficBin> TimeLine);

/// <summary>What a host and one peer exchanged, seen from the host.</summary>
/// <param name="FlowsOut">Flows that the host opened to the peer.</param>
/// <param name="BytesOut">Payload that the host sent, either role.</param>
/// <param name="Ports">Ports that were called, most flows first, five at most.</param>
public sealed record PeerTraffic(
    string Address, long FlowsOut, long FlowsIn, long BytesOut, long BytesIn, IReadOnlyList<int> Ports, DateTimeOffset First, DateTimeOffset Last);

/// <summary>Traffic of flows that began within one bin of time. Of a whole data set, out is what the openers of flows did, and FlowsIn is 0.</summary>
public sealed record TrafficBin(DateTimeOffset Start, long FlowsOut, long FlowsIn, long BytesOut, long BytesIn);
