namespace NetMl.Behaviours.Beaconing;

/// <summary>What counts as a beacon. Defaults are those of RITA v5.</summary>
/// <param name="MinimumConnections">Connections at different seconds that a pair needs; ≥ 4.</param>
/// <param name="MinimumScore">Least score reported, 0 to 100. RITA calls 50 low, 70 medium, 90 high.</param>
/// <param name="IncludeInternalPairs">Also pairs whose two ends are both private; off as in RITA, since keep-alives inside a network are even too.</param>
public sealed record BeaconOptions(int MinimumConnections = 4, double MinimumScore = 70, bool IncludeInternalPairs = false);
