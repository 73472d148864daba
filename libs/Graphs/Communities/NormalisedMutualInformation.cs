namespace NetMl.Graphs.Communities;

/// <summary>How much one division of nodes tells of another, normalised by the arithmetic mean of their entropies.</summary>
public static class NormalisedMutualInformation
{
    /// <summary>NMI = 2 · I(U; V) / (H(U) + H(V)).</summary>
    /// <param name="first">[n]: group of each node, any numbers.</param>
    /// <param name="second">[n]: group of each node in the other division, any numbers.</param>
    /// <returns>0 (nothing) to 1 (the same division, whatever the numbers); 1 when both put all nodes into one group, also for n = 0.</returns>
    /// <exception cref="ArgumentException">The divisions have different lengths.</exception>
    /// <remarks>
    /// O(n). Not adjusted for chance: more and smaller groups raise it, which <see cref="AdjustedRandIndex"/> does not reward. Source: Danon et al. 2005,
    /// "Comparing community structure identification"; the arithmetic mean as in scikit-learn's default.
    /// </remarks>
    public static double Compute(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        var table = ContingencyTable.Of(first, second);
        if (table.Firsts.Length <= 1 && table.Seconds.Length <= 1)
            return 1;
        var shared = 0.0;
        foreach (var (row, column, nodes) in table.Cells)
            shared += (double)nodes / table.Nodes * Math.Log((double)nodes * table.Nodes / ((double)table.Firsts[row] * table.Seconds[column]));
        return Math.Clamp(2 * shared / (Entropy(table.Firsts, table.Nodes) + Entropy(table.Seconds, table.Nodes)), 0, 1);
    }

    private static double Entropy(long[] sizes, long nodes)
    {
        var sum = 0.0;
        foreach (var size in sizes)
            sum -= (double)size / nodes * Math.Log((double)size / nodes);
        return sum;
    }
}
