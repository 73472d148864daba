namespace NetMl.Contracts.Datasets;

/// <summary>Answer to <c>GET /v1/datasets/{dataset}/statistics</c>. Counts by name have most flows first.</summary>
/// <param name="Failed">Flows in which the other side took no part.</param>
/// <param name="BytesSent">Payload that the openers of flows sent; unknown counts 0.</param>
/// <param name="Services">Unset ones are left out; "" = known to be none.</param>
/// <param name="States">By connection state, in Zeek's words.</param>
/// <param name="Labels">Unlabelled flows are left out.</param>
/// <param name="Hours">UTC; hours without flows are left out.</param>
/// <param name="BinSeconds">Width of a bin of <paramref name="ServiceTimes"/>: at most a hundred over the whole time, or a week.</param>
/// <param name="ServiceTimes">Bins without flows are left out.</param>
public sealed record DatasetStatistics(
    string Dataset, GraphSummary Graph, DateTimeOffset? FirstFlow, DateTimeOffset? LastFlow, long Failed,
    long BytesSent, long BytesReceived, long PacketsSent, long PacketsReceived,
    IReadOnlyDictionary<string, long> Protocols, IReadOnlyDictionary<string, long> Services, IReadOnlyDictionary<string, long> States,
    IReadOnlyDictionary<string, long> Labels, IReadOnlyList<TrafficBin> Hours,
    double BinSeconds = 0, IReadOnlyList<ServiceBin>? ServiceTimes = null);

/// <summary>Flows that began within one bin of time, by service.</summary>
/// <param name="Flows">Of the ten services with the most flows in the data set, those that occur in the bin.</param>
/// <param name="Others">Flows of all other services.</param>
/// <param name="None">Flows whose service is unset or known to be none.</param>
public sealed record ServiceBin(DateTimeOffset Start, IReadOnlyDictionary<string, long> Flows, long Others, long None);
