namespace NetMl.Federation.Robust;

/// <summary>No rule: Σ wᵢ·xᵢ / Σ wᵢ. One liar moves it as far as it likes.</summary>
internal sealed class WeightedMean : IRobustRule
{
    public string Name => "none";

    public string? Refuses(int n, int f) => n < 1 ? "A mean needs at least one update." : null;

    public RobustResult Aggregate(IReadOnlyList<ReadOnlyMemory<float>> updates, ReadOnlySpan<double> weights)
    {
        var candidates = Candidates.Of(this, 0, updates, weights);
        return new RobustResult(candidates.Mean(Enumerable.Range(0, candidates.Count), candidates.Weights, []), candidates.NotFinite);
    }
}
