namespace NetMl.Federation.Robust;

/// <summary>Per coordinate the median (of an even number: the mean of the middle two).</summary>
/// <remarks>Ignores weights: a liar would claim the largest. Source: Yin et al. 2018, definition 1.</remarks>
internal sealed class CoordinateMedian(int byzantine) : IRobustRule
{
    public string Name => "median";

    public string? Refuses(int n, int f) =>
        n > 2L * f ? null : $"{Name} needs honest sites in the majority: more than 2·{f} = {2L * f} updates for {f} lying sites, not {n}.";

    public RobustResult Aggregate(IReadOnlyList<ReadOnlyMemory<float>> updates, ReadOnlySpan<double> weights)
    {
        var candidates = Candidates.Of(this, byzantine, updates, weights);
        return new RobustResult(Coordinates.Reduce(candidates.Updates, Coordinates.Median), candidates.NotFinite);
    }
}
