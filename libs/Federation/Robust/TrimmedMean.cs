namespace NetMl.Federation.Robust;

/// <summary>Per coordinate the mean without the f largest and the f smallest values.</summary>
/// <remarks>Ignores weights: a liar would claim the largest. Source: Yin et al. 2018, "Byzantine-robust distributed learning: towards optimal statistical rates", definition 2.</remarks>
internal sealed class TrimmedMean(int byzantine) : IRobustRule
{
    public string Name => "trimmed-mean";

    public string? Refuses(int n, int f) =>
        n > 2L * f ? null : $"{Name} cuts {f} updates from each side, so it needs more than 2·{f} = {2L * f} updates, not {n}.";

    public RobustResult Aggregate(IReadOnlyList<ReadOnlyMemory<float>> updates, ReadOnlySpan<double> weights)
    {
        var candidates = Candidates.Of(this, byzantine, updates, weights);
        var cut = candidates.Liars;
        return new RobustResult(Coordinates.Reduce(candidates.Updates, sorted => Coordinates.Mean(sorted[cut..^cut])), candidates.NotFinite);
    }
}
