namespace NetMl.Graphs.Change;

/// <summary>An edge and the share of windows that have it, in (0, 1].</summary>
public readonly record struct PersistentEdge(int Source, int Target, double Share);

/// <summary>How long edges stay.</summary>
/// <param name="Edges">Each edge of any window, by source and target.</param>
/// <param name="Similarity">[windows − 1]: |edges in both| / |edges in either| of each window and the next, in [0, 1]; 1 for two windows without edges.</param>
public sealed record EdgePersistenceNumbers(ReadOnlyMemory<PersistentEdge> Edges, ReadOnlyMemory<double> Similarity);

/// <summary>How much of a graph stays from window to window.</summary>
public static class EdgePersistence
{
    /// <summary>Looks at distinct directed edges between different nodes; rows outside all windows do not count.</summary>
    /// <param name="windows">Which windows, in the unit of <paramref name="times"/>.</param>
    /// <param name="sources">[rows], each ≥ 0.</param>
    /// <param name="targets">[rows], each ≥ 0.</param>
    /// <param name="times">[rows], in any order.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">Lengths differ, a node is below 0, or the windows have no length.</exception>
    /// <remarks>
    /// O(rows log rows), [2 rows] scratch. Source: Nicosia et al. 2013, "Graph metrics for temporal networks" (topological overlap), with
    /// Jaccard 1901 as the overlap.
    /// </remarks>
    public static EdgePersistenceNumbers Compute(WindowGrid windows, ReadOnlySpan<int> sources, ReadOnlySpan<int> targets, ReadOnlySpan<long> times, int threads = 0)
    {
        var byWindow = WindowEdges.Of(windows, sources, targets, times, threads).Edges;
        var similarity = new double[Math.Max(byWindow.Length - 1, 0)];
        for (var w = 0; w < similarity.Length; w++)
        {
            var shared = SortedKeys.Shared(byWindow[w], byWindow[w + 1]);
            var either = byWindow[w].Length + byWindow[w + 1].Length - shared;
            similarity[w] = either == 0 ? 1 : (double)shared / either;
        }
        return new EdgePersistenceNumbers(Shares(byWindow), similarity);
    }

    private static PersistentEdge[] Shares(ulong[][] byWindow)
    {
        var all = byWindow.SelectMany(edges => edges).ToArray();
        Array.Sort(all);
        var persistent = new List<PersistentEdge>();
        for (int begin = 0, end; begin < all.Length; begin = end)
        {
            for (end = begin + 1; end < all.Length && all[end] == all[begin];)
                end++;
            persistent.Add(new PersistentEdge(WindowEdges.Source(all[begin]), WindowEdges.Target(all[begin]), (double)(end - begin) / byWindow.Length));
        }
        return [.. persistent];
    }
}
