namespace NetMl.Federation.Robust;

/// <summary>A mean that some liars cannot move far.</summary>
/// <remarks>Updates with numbers that are not finite are left out first, by every rule, and count as one of the f liars.</remarks>
public interface IRobustRule
{
    string Name { get; }

    /// <summary>Null, or why n updates with up to f lying sites are too few for this rule.</summary>
    string? Refuses(int n, int f);

    /// <summary>The robust mean.</summary>
    /// <param name="updates">n vectors of equal length.</param>
    /// <param name="weights">[n], each above 0; rules that cannot use weights ignore them and say so.</param>
    /// <exception cref="RobustAggregationException">Too few usable updates for the rule; a sentence for people.</exception>
    RobustResult Aggregate(IReadOnlyList<ReadOnlyMemory<float>> updates, ReadOnlySpan<double> weights);
}

/// <param name="LeftOut">Indices of updates that did not count, ascending (of coordinate-wise rules: those that were not finite).</param>
public sealed record RobustResult(float[] Mean, IReadOnlyList<int> LeftOut);

/// <summary>No robust mean can be had of these updates; the message is a sentence for people.</summary>
public sealed class RobustAggregationException(string message) : Exception(message);

/// <summary>Finds rules by their names.</summary>
public static class RobustRules
{
    public static IReadOnlyList<string> Names { get; } = ["none", "krum", "multi-krum", "bulyan", "trimmed-mean", "median", "norm-bound", "fl-trust"];

    /// <param name="byzantine">f ≥ 0: how many lying sites are tolerated.</param>
    /// <param name="normBound">norm-bound: largest norm of an update, above 0.</param>
    /// <param name="trusted">fl-trust: index of the trusted site's update among the updates.</param>
    /// <exception cref="ArgumentException">Unknown name or a number out of range; a sentence for people.</exception>
    public static IRobustRule Create(string name, int byzantine, double normBound, int trusted)
    {
        if (byzantine < 0)
            throw new ArgumentException($"The number of tolerated liars {byzantine} is below 0.", nameof(byzantine));
        return name switch
        {
            "none" => new WeightedMean(),
            "krum" => new Krum(byzantine),
            "multi-krum" => new MultiKrum(byzantine),
            "bulyan" => new Bulyan(byzantine),
            "trimmed-mean" => new TrimmedMean(byzantine),
            "median" => new CoordinateMedian(byzantine),
            "norm-bound" when normBound > 0 && double.IsFinite(normBound) => new NormBound(normBound),
            "norm-bound" => throw new ArgumentException($"norm-bound needs a bound above 0, not {normBound}.", nameof(normBound)),
            "fl-trust" when trusted >= 0 => new FlTrust(trusted),
            "fl-trust" => throw new ArgumentException("fl-trust needs the trusted site's update among the updates.", nameof(trusted)),
            _ => throw new ArgumentException($"'{name}' is not a robust rule: {string.Join(", ", Names)}.", nameof(name)),
        };
    }
}
