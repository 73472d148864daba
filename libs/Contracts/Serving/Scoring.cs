namespace NetMl.Contracts.Serving;

/// <summary>Answer to <c>POST /v1/models/{model}/score</c>; the request body is flows in any format that ingest reads.</summary>
/// <param name="Flows">One per accepted flow, in time order; empty for host-anomaly models.</param>
/// <param name="Hosts">One per host, most anomalous first; empty for flow-classification models.</param>
public sealed record ScoreResponse(
    string Model, int Version, string Task, string Replica, long RowsRejected, IReadOnlyList<FlowScore> Flows, IReadOnlyList<HostScore> Hosts);

/// <summary>The class of one flow.</summary>
/// <param name="Row">0-based index of the flow among the accepted rows of the request, as sent.</param>
/// <param name="Truth">The label that the flow came with, if any; the model never sees it.</param>
public sealed record FlowScore(
    int Row, string? Uid, string Source, string Destination, int? DestinationPort, DateTimeOffset Start, string Class, double Probability, string? Truth);

/// <summary>The anomaly of one host within the request's flows.</summary>
public sealed record HostScore(string Address, double Score, IReadOnlyList<string> OddestFeatures);
