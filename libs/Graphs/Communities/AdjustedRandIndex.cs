namespace NetMl.Graphs.Communities;

/// <summary>How often two divisions agree on whether two nodes belong together, beyond what chance gives.</summary>
public static class AdjustedRandIndex
{
    /// <summary>ARI = (pairs together in both − expected) / (mean of pairs together in each − expected), expected over random divisions with the same group sizes.</summary>
    /// <param name="first">[n]: group of each node, any numbers.</param>
    /// <param name="second">[n]: group of each node in the other division, any numbers.</param>
    /// <returns>1 for the same division, about 0 for unrelated ones, at least −0.5; 1 where no division could disagree (one group in both, all groups of one node in both, n ≤ 1).</returns>
    /// <exception cref="ArgumentException">The divisions have different lengths.</exception>
    /// <remarks>O(n). Source: Hubert and Arabie 1985, "Comparing partitions".</remarks>
    public static double Compute(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        var table = ContingencyTable.Of(first, second);
        double together = 0, inFirst = 0, inSecond = 0;
        foreach (var (_, _, nodes) in table.Cells)
            together += Pairs(nodes);
        foreach (var size in table.Firsts)
            inFirst += Pairs(size);
        foreach (var size in table.Seconds)
            inSecond += Pairs(size);
        if (together == inFirst && together == inSecond)
            return 1;
        var expected = inFirst * inSecond / Pairs(table.Nodes);
        return (together - expected) / ((inFirst + inSecond) / 2 - expected);
    }

    private static double Pairs(long nodes) => nodes * (nodes - 1) / 2.0;
}
