namespace NetMl.Contracts.Datasets;

/// <summary>A named behaviour of a host, with the numbers that support it.</summary>
/// <param name="Id">Stable: the same behaviour of the same hosts keeps its id when more flows arrive.</param>
/// <param name="Behaviour">Such as address-scan, port-scan or beacon; docs/behaviours.md lists all.</param>
/// <param name="Target">The other side: an address, or address:port; null when there are many.</param>
/// <param name="Score">0 to 100.</param>
/// <param name="Technique">MITRE ATT&amp;CK technique, such as T1046.</param>
/// <param name="Evidence">Numbers by name, units in the name.</param>
/// <param name="Sentence">What a person would say.</param>
/// <param name="Flows">Flows behind it.</param>
/// <param name="Uids">Ids that the log gave to the first and the last of them, at most 20, in time order; empty when the log has none, null when they were not kept.</param>
/// <param name="Adjustments">What lowered or raised the score; null when that was not kept.</param>
public sealed record BehaviourFinding(
    string Id, string Dataset, string Behaviour, string Source, string? Target, DateTimeOffset First, DateTimeOffset Last,
    double Score, string Technique, IReadOnlyDictionary<string, double> Evidence, string Sentence,
    long Flows = 0, IReadOnlyList<string>? Uids = null, IReadOnlyList<FindingAdjustment>? Adjustments = null);
