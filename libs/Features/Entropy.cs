namespace NetMl.Features;

/// <summary>Shannon entropy of how often things occur.</summary>
internal static class Entropy
{
    /// <summary>−Σ p log₂ p in bits over equal values; sorts them in place. 0 without values. O(k log k).</summary>
    public static double OfValues(Span<int> values)
    {
        values.Sort();
        var (sum, begin) = (0.0, 0);
        for (var end = 1; end <= values.Length; end++)
        {
            if (end < values.Length && values[end] == values[begin])
                continue;
            sum += Term(end - begin);
            begin = end;
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
