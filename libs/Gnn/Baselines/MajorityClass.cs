namespace NetMl.Gnn.Baselines;

/// <summary>The classifier that always answers the most frequent class of the training part.</summary>
public static class MajorityClass
{
    /// <param name="weights">Of each label; empty = 1 each.</param>
    /// <returns>The most frequent label; the smallest one when equal; −1 labels are skipped.</returns>
    public static int Fit(ReadOnlySpan<int> labels, int classes, ReadOnlySpan<float> weights = default)
    {
        var counts = new double[classes];
        for (var i = 0; i < labels.Length; i++)
            if (labels[i] >= 0)
                counts[labels[i]] += weights.IsEmpty ? 1 : weights[i];
        return Array.IndexOf(counts, counts.Max());
    }
}
