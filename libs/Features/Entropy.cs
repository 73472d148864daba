namespace NetMl.Features;

/// <summary>Shannon entropy of how often things occur.</summary>
internal static class Entropy
{
    /// <summary>−Σ p log₂ p in bits over equal values; 0 without values. O(k), terms in the order in which values first appear.</summary>
    /// <param name="counts">Longer than the largest value; all 0 before and after.</param>
    public static double OfValues(ReadOnlySpan<int> values, int[] counts)
    {
        foreach (var value in values)
            counts[value]++;
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += Term(counts[value]);
            counts[value] = 0;
        }
        return Of(sum, values.Length);
    }

    /// <summary>The same over counts. O(k), in the order of the counts.</summary>
    public static double OfCounts(ReadOnlySpan<int> counts)
    {
        var (sum, total) = (0.0, 0L);
        foreach (var count in counts)
        {
            sum += Term(count);
            total += count;
        }
        return Of(sum, total);
    }

    private static double Term(int count) => count <= 1 ? 0 : count * Math.Log2(count);

    // −Σ c/n · log₂(c/n) = log₂ n − Σ c log₂ c / n; rounding must not make it negative.
    private static double Of(double sum, long total) => total == 0 ? 0 : Math.Max(0, Math.Log2(total) - sum / total);
}
