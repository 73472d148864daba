namespace NetMl.Contracts.Datasets;

/// <summary>A named behaviour of a host, with the numbers that support it.</summary>
/// <param name="Id">Stable: the same behaviour of the same hosts keeps its id when more flows arrive.</param>
/// <param name="Behaviour">address-scan, port-scan or beacon.</param>
/// <param name="Target">The other side: an address, or address:port; null when there are many.</param>
/// <param name="Score">0 to 100.</param>
/// <param name="Technique">MITRE ATT&amp;CK technique, such as T1046.</param>
/// <param name="Evidence">Numbers by name, units in the name.</param>
/// <param name="Sentence">What a person would say.</param>
public sealed record BehaviourFinding(
    string Id, string Dataset, string Behaviour, string Source, string? Target, DateTimeOffset First, DateTimeOffset Last,
    double Score, string Technique, IReadOnlyDictionary<string, double> Evidence, string Sentence);
