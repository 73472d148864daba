namespace NetMl.Gnn.Baselines;

/// <summary>The classifier that always answers the most frequent class of the training part.</summary>
public static class MajorityClass
{
    /// <returns>The most frequent label; the smallest one when equal; −1 labels are skipped.</returns>
    public static int Fit(ReadOnlySpan<int> labels, int classes)
    {
        var counts = new long[classes];
        foreach (var label in labels)
            if (label >= 0)
                counts[label]++;
        return Array.IndexOf(counts, counts.Max());
    }
}
