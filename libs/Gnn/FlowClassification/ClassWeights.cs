namespace NetMl.Gnn.FlowClassification;

/// <summary>Weights that keep rare classes from being drowned by common ones.</summary>
public static class ClassWeights
{
    /// <summary>weight[c] ∝ 1 / √count(c), scaled so that the mean weight of a labelled item is 1; 0 for a class without items.</summary>
    /// <param name="labels">Class per item; −1 is skipped.</param>
    /// <param name="classes">Number of classes.</param>
    public static float[] InverseSquareRoot(ReadOnlySpan<int> labels, int classes)
    {
        var counts = new long[classes];
        foreach (var label in labels)
            if (label >= 0)
                counts[label]++;
        var total = counts.Sum();
        var weighted = counts.Sum(count => Math.Sqrt(count));
        return Array.ConvertAll(counts, count => count == 0 ? 0f : (float)(total / (weighted * Math.Sqrt(count))));
    }
}
