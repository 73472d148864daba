namespace NetMl.Gnn.WeakLabels;

/// <summary>What a detector says of some flows, as far as labels come from it.</summary>
/// <param name="Behaviour">Becomes the class.</param>
/// <param name="Source">Address of the host that behaves so.</param>
/// <param name="Target">Address of the other side, or address:port, of IPv6 [address]:port; null when there are many.</param>
/// <param name="First">Start of the first flow that belongs to it, nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Last">Start of the last one.</param>
/// <param name="Score">0 to 100, whatever lowers it (prevalence, age, allow-lists) already taken off.</param>
public sealed record DetectorFinding(string Behaviour, string Source, string? Target, long First, long Last, double Score);
