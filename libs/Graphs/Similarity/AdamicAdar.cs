using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Similarity;

/// <summary>Counts shared neighbours, rare ones more.</summary>
public static class AdamicAdar
{
    /// <summary>Σ over N(u) ∩ N(v) of 1 / ln(degree), degree = edges that reach the shared neighbour; those of degree 1, which a node shares with itself only, count 0.</summary>
    /// <param name="graph">n nodes; neighbours are the ends of the edges that leave a node, so pass a symmetric graph when direction does not matter.</param>
    /// <param name="firsts">[pairs], each in 0..n−1.</param>
    /// <param name="seconds">[pairs], each in 0..n−1.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <returns>[pairs], ≥ 0.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a node is out of range.</exception>
    /// <remarks>O(degree + degree) per pair, less when one is far longer. Source: Adamic and Adar 2003, "Friends and neighbors on the Web".</remarks>
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
        return new NeighbourhoodOverlap(graph, static degree => degree > 1 ? 1 / Math.Log(degree) : 0, static (sum, _, _) => sum);
    }
}
