namespace NetMl.Federation.GraphTasks;

/// <summary>Weights that keep rare classes from being drowned by common ones, from the shares that the sites summed.</summary>
internal static class SharedClassWeights
{
    // A share comes out of a quantised, perhaps noised sum: one near zero says nothing, and must not make a weight without bound.
    private const double LeastShare = 1e-3;

    /// <summary>weight[c] ∝ 1 / √share(c), scaled so that the mean weight of a labelled item is about 1.</summary>
    /// <param name="shares">[classes]; below 0.001 counts as 0.001.</param>
    public static float[] Of(ReadOnlySpan<float> shares)
    {
        double[] kept = [.. shares.ToArray().Select(share => Math.Max(share, LeastShare))];
        var weighted = kept.Sum(Math.Sqrt);
        return Array.ConvertAll(kept, share => (float)(kept.Sum() / (weighted * Math.Sqrt(share))));
    }
}
