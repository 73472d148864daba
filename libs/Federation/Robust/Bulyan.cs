namespace NetMl.Federation.Robust;

/// <summary>θ = n − 2f updates chosen by Krum one after another, then per coordinate the mean of the θ − 2f values closest to their median.</summary>
/// <remarks>
/// A liar that passes Krum by being close in norm cannot hide a large lie in one coordinate. Ignores weights.
/// O(n²·P + n³ log n). Source: El Mhamdi et al. 2018, "The hidden vulnerability of distributed learning in Byzantium".
/// </remarks>
internal sealed class Bulyan(int byzantine) : IRobustRule
{
    public string Name => "bulyan";

    public string? Refuses(int n, int f) =>
        n >= 4L * f + 3 ? null : $"{Name} with {f} lying sites needs at least 4·{f} + 3 = {4L * f + 3} updates, not {n}.";

    public RobustResult Aggregate(IReadOnlyList<ReadOnlyMemory<float>> updates, ReadOnlySpan<double> weights)
    {
        var candidates = Candidates.Of(this, byzantine, updates, weights);
        var chosen = Choose(candidates);
        var mean = Coordinates.Reduce([.. chosen.Select(i => candidates.Updates[i])], values => MeanAroundMedian(values, chosen.Count - 2 * candidates.Liars));
        return new RobustResult(mean, candidates.AllBut(chosen));
    }

    private static List<int> Choose(Candidates candidates)
    {
        var distances = candidates.SquaredDistances();
        List<int> left = [.. Enumerable.Range(0, candidates.Count)];
        List<int> chosen = [];
        while (chosen.Count < candidates.Count - 2 * candidates.Liars)
        {
            chosen.Add(Krum.ByScore(candidates, distances, left)[0]);
            left.Remove(chosen[^1]);
        }
        chosen.Sort();
        return chosen;
    }

    /// <summary>The values closest to the median of sorted values are neighbours: the best window is the one whose farther end is nearest.</summary>
    private static double MeanAroundMedian(ReadOnlySpan<float> sorted, int count)
    {
        var median = Coordinates.Median(sorted);
        var begin = 0;
        while (begin + count < sorted.Length && sorted[begin + count] - median < median - sorted[begin])
            begin++;
        return Coordinates.Mean(sorted.Slice(begin, count));
    }
}
