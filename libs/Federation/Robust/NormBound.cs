using System.Numerics.Tensors;

namespace NetMl.Federation.Robust;

/// <summary>The weighted mean of updates that are scaled down to a norm: f liars move it by at most 2·bound·(their share of the weight).</summary>
/// <remarks>Holds under secure aggregation when sites keep the bound themselves. Source: Sun et al. 2019, "Can you really backdoor federated learning?", section 4.</remarks>
internal sealed class NormBound(double bound) : IRobustRule
{
    public string Name => "norm-bound";

    public string? Refuses(int n, int f) => n > f ? null : $"{Name} with {f} lying sites needs more than {f} updates, not {n}.";

    public RobustResult Aggregate(IReadOnlyList<ReadOnlyMemory<float>> updates, ReadOnlySpan<double> weights)
    {
        var candidates = Candidates.Of(this, 0, updates, weights);
        var scales = new double[candidates.Count];
        for (var i = 0; i < scales.Length; i++)
            scales[i] = Math.Min(1, bound / Norms.Of(candidates.Updates[i].Span));
        return new RobustResult(candidates.Mean(Enumerable.Range(0, candidates.Count), candidates.Weights, scales), candidates.NotFinite);
    }
}

/// <summary>Norms that do not overflow.</summary>
internal static class Norms
{
    /// <summary>‖x‖, at least 1e-30 so that it can be divided by.</summary>
    public static double Of(ReadOnlySpan<float> values)
    {
        double largest = TensorPrimitives.MaxMagnitude(values);
        largest = Math.Abs(largest);
        if (largest is > 1e-15 and < 1e15)
            return Math.Max(1e-30, TensorPrimitives.Norm(values));
        var sum = 0.0;
        foreach (var value in values)
            sum += (double)value * value;
        return Math.Max(1e-30, Math.Sqrt(sum));
    }
}
