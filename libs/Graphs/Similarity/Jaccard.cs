using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Similarity;

/// <summary>The share of two nodes' neighbours that both have.</summary>
public static class Jaccard
{
    /// <summary>|N(u) ∩ N(v)| / |N(u) ∪ N(v)|; 0 where neither has neighbours.</summary>
    /// <param name="graph">n nodes; neighbours are the ends of the edges that leave a node, so pass a symmetric graph when direction does not matter.</param>
    /// <param name="firsts">[pairs], each in 0..n−1.</param>
    /// <param name="seconds">[pairs], each in 0..n−1.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <returns>[pairs], in [0, 1].</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a node is out of range.</exception>
    /// <remarks>O(degree + degree) per pair, less when one is far longer. Source: Jaccard 1901, "Étude comparative de la distribution florale".</remarks>
    public static double[] OfPairs(CsrGraph graph, ReadOnlySpan<int> firsts, ReadOnlySpan<int> seconds, int threads = 0) =>
        Overlap(graph).Pairs(firsts, seconds, threads);

    /// <summary>The nodes most similar to one, highest first, equals by ascending node; only scores above 0.</summary>
    /// <param name="graph">As in <see cref="OfPairs"/>.</param>
    /// <param name="node">In 0..n−1.</param>
    /// <param name="count">At most this many; ≥ 0.</param>
    /// <exception cref="ArgumentException">The node is out of range or the count below 0.</exception>
    /// <remarks>O(Σ over the node's neighbours of their in-degree).</remarks>
    public static IReadOnlyList<SimilarNode> Top(CsrGraph graph, int node, int count) => Overlap(graph).Top(node, count);

    private static NeighbourhoodOverlap Overlap(CsrGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return new NeighbourhoodOverlap(graph, null, static (sum, first, second) => first + second == 0 ? 0 : sum / (first + second - sum));
    }
}
