namespace NetMl.Contracts.Serving;

/// <summary>Answer to <c>POST /v1/models/{model}/score</c>; the request body is flows in any format that ingest reads.</summary>
/// <param name="Flows">flow-classification: one per accepted flow, in time order; empty otherwise.</param>
/// <param name="Hosts">host-anomaly: one per host, most anomalous first; empty otherwise.</param>
/// <param name="HostClasses">host-classification only: one per host that opened or answered a flow, the surest that is not benign first.</param>
/// <param name="OddFlows">flow-anomaly only: one per accepted flow, oddest first.</param>
/// <param name="Scorer">Models without labels: what makes the scores.</param>
/// <param name="Threshold">Models without labels: scores above it are called odd; null where the model has none.</param>
/// <param name="Notes">Sentences on what limits the answer; null when nothing does.</param>
public sealed record ScoreResponse(
    string Model, int Version, string Task, string Replica, long RowsRejected, IReadOnlyList<FlowScore> Flows, IReadOnlyList<HostScore> Hosts,
    IReadOnlyList<HostClass>? HostClasses = null, IReadOnlyList<FlowAnomaly>? OddFlows = null, string? Scorer = null, double? Threshold = null, IReadOnlyList<string>? Notes = null);

/// <summary>The class of one flow.</summary>
/// <param name="Row">0-based index of the flow among the accepted rows of the request, as sent.</param>
/// <param name="Truth">The label that the flow came with, if any; the model never sees it.</param>
public sealed record FlowScore(
    int Row, string? Uid, string Source, string Destination, int? DestinationPort, DateTimeOffset Start, string Class, double Probability, string? Truth);

/// <summary>The anomaly of one host within the request's flows.</summary>
/// <param name="Score">Of its oddest window; larger is odder.</param>
/// <param name="OddestFeatures">The three that made it odd, as docs/features.md names them.</param>
/// <param name="IsOdd">Above the threshold; null where the model has none.</param>
/// <param name="Nearest">Normal hosts of the training part that are most like it, nearest first.</param>
/// <param name="Reasons">The oddest features with their value and what is usual.</param>
public sealed record HostScore(
    string Address, double Score, IReadOnlyList<string> OddestFeatures, bool? IsOdd = null, IReadOnlyList<string>? Nearest = null, IReadOnlyList<string>? Reasons = null);

/// <summary>The class of one host within the request's flows.</summary>
/// <param name="Class">The most probable one in the mean over the windows that hold the host.</param>
/// <param name="Probability">That mean.</param>
/// <param name="Windows">In how many windows each class was the most probable.</param>
public sealed record HostClass(string Address, string Class, double Probability, IReadOnlyDictionary<string, int> Windows);

/// <summary>How odd one flow is.</summary>
/// <param name="Row">0-based index of the flow among the accepted rows of the request, as sent.</param>
/// <param name="OddestFeatures">The three that made it odd, as docs/features.md names them; empty but for the oddest thousand flows, as are the two lists that follow.</param>
/// <param name="Nearest">Normal flows of the training part that are most like it, nearest first.</param>
/// <param name="Reasons">The oddest features with their value and what is usual.</param>
/// <param name="Truth">The label that the flow came with, if any; the model never sees it.</param>
public sealed record FlowAnomaly(
    int Row, string? Uid, string Source, string Destination, int? DestinationPort, DateTimeOffset Start, double Score, bool? IsOdd,
    IReadOnlyList<string> OddestFeatures, IReadOnlyList<string> Nearest, IReadOnlyList<string> Reasons, string? Truth);
