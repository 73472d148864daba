namespace NetMl.Federation.Robust;

/// <summary>The mean of the n − f updates with the best Krum scores.</summary>
/// <remarks>Ignores weights: a liar would claim the largest. O(n²·P). Source: Blanchard et al. 2017, section 4, with m = n − f.</remarks>
internal sealed class MultiKrum(int byzantine) : IRobustRule
{
    public string Name => "multi-krum";

    public string? Refuses(int n, int f) => Krum.Bound(Name, n, f);

    public RobustResult Aggregate(IReadOnlyList<ReadOnlyMemory<float>> updates, ReadOnlySpan<double> weights)
    {
        var candidates = Candidates.Of(this, byzantine, updates, weights);
        var best = Krum.ByScore(candidates, candidates.SquaredDistances(), [.. Enumerable.Range(0, candidates.Count)]);
        int[] chosen = [.. best.Take(candidates.Count - candidates.Liars).Order()];
        var equal = new double[candidates.Count];
        Array.Fill(equal, 1);
        return new RobustResult(candidates.Mean(chosen, equal, []), candidates.AllBut(chosen));
    }
}
