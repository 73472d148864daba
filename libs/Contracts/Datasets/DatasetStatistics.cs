namespace NetMl.Contracts.Datasets;

/// <summary>Answer to <c>GET /v1/datasets/{dataset}/statistics</c>. Counts by name have most flows first.</summary>
/// <param name="Failed">Flows in which the other side took no part.</param>
/// <param name="BytesSent">Payload that the openers of flows sent; unknown counts 0.</param>
/// <param name="Services">Unset ones are left out; "" = known to be none.</param>
/// <param name="States">By connection state, in Zeek's words.</param>
/// <param name="Labels">Unlabelled flows are left out.</param>
/// <param name="Hours">UTC; hours without flows are left out.</param>
public sealed record DatasetStatistics(
    string Dataset, GraphSummary Graph, DateTimeOffset? FirstFlow, DateTimeOffset? LastFlow, long Failed,
    long BytesSent, long BytesReceived, long PacketsSent, long PacketsReceived,
    IReadOnlyDictionary<string, long> Protocols, IReadOnlyDictionary<string, long> Services, IReadOnlyDictionary<string, long> States,
    IReadOnlyDictionary<string, long> Labels, IReadOnlyList<TrafficBin> Hours);
