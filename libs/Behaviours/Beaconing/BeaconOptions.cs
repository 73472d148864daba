using System.ComponentModel.DataAnnotations;

namespace NetMl.Behaviours.Beaconing;

/// <summary>What counts as a beacon.</summary>
/// <param name="MinimumConnections">Connections at different seconds that a pair needs; ≥ 4, as in RITA v5. 20, as in RITA before v5: with fewer, not even an exact period is beyond one chance in a million.</param>
/// <param name="MinimumScore">Least score reported, 0 to 100. RITA calls 50 low, 70 medium, 90 high; 80 leaves out most of what browsers and apps do.</param>
/// <param name="IncludeInternalPairs">Also pairs whose two ends are both private; off as in RITA, since keep-alives inside a network are even too.</param>
public sealed record BeaconOptions(
    [property: Range(4, 1_000_000)] int MinimumConnections = 20, [property: Range(0.0, 100.0)] double MinimumScore = 80, bool IncludeInternalPairs = false)
{
    /// <summary>Calls that <see cref="Periodicity"/> needs; ≥ 3. An exact beacon is seen with 25, one of ± 30 % with 40, one of ± 50 % with 60.</summary>
    [Range(3, 1_000_000)]
    public int PeriodicConnections { get; init; } = 20;

    /// <summary>Calls count as periodic when random ones look so with at most this chance, above 0, below 1: one in a million, since there are many pairs.</summary>
    [Range(1e-300, 0.999)]
    public double Significance { get; init; } = 1e-6;

    /// <summary>Least strength of a period, 0 (random) to 1 (exact): thousands of calls make sure of a period that says nothing.</summary>
    [Range(0.0, 1.0)]
    public double LeastStrength { get; init; } = 0.3;
}
