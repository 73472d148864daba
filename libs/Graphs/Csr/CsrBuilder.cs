namespace NetMl.Graphs.Csr;

/// <summary>Builds <see cref="CsrGraph"/>s from edge rows in any order.</summary>
public static class CsrBuilder
{
    /// <summary>Builds a directed graph: rows with the same ends become one edge whose weight is their sum.</summary>
    /// <param name="nodeCount">n ≥ 0.</param>
    /// <param name="sources">[rows], each in 0..n−1.</param>
    /// <param name="targets">[rows], each in 0..n−1.</param>
    /// <param name="weights">[rows], or empty for 1 each (an edge's weight is then its number of rows).</param>
    /// <returns>The graph; self-loops are kept.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a node is out of range.</exception>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <remarks>O(n + rows) by two stable counting sorts, so weights add up in row order: same rows, same bits.</remarks>
    public static unsafe CsrBuild Directed(int nodeCount, ReadOnlySpan<int> sources, ReadOnlySpan<int> targets, ReadOnlySpan<double> weights, int threads = 0)
    {
        Check(nodeCount, sources, targets, weights);
        fixed (int* source = sources, target = targets)
        fixed (double* weight = weights)
            return RowMerge.Of(nodeCount, sources.Length, source, target, weight, threads);
    }

    /// <summary>Builds a directed graph from rows of weight 1.</summary>
    public static CsrGraph Directed(int nodeCount, ReadOnlySpan<int> sources, ReadOnlySpan<int> targets) =>
        Directed(nodeCount, sources, targets, []).Graph;

    /// <summary>Forgets direction: each pair of different nodes with an edge either way gets one edge in both rows, its weight the sum of both ways.</summary>
    /// <returns>A symmetric graph without self-loops. <see cref="CsrGraph.EdgeCount"/> counts each undirected edge twice.</returns>
    /// <remarks>O(n + m): merges each row with the same row of the transpose.</remarks>
    public static CsrGraph UndirectedSimple(CsrGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return SymmetricMerge.Of(graph);
    }

    private static void Check(int nodeCount, ReadOnlySpan<int> sources, ReadOnlySpan<int> targets, ReadOnlySpan<double> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nodeCount);
        if (targets.Length != sources.Length)
            throw new ArgumentException($"{targets.Length} targets for {sources.Length} sources: give one each per row.", nameof(targets));
        if (!weights.IsEmpty && weights.Length != sources.Length)
            throw new ArgumentException($"{weights.Length} weights for {sources.Length} rows: give one per row, or none.", nameof(weights));
        CheckRange(nodeCount, sources, nameof(sources));
        CheckRange(nodeCount, targets, nameof(targets));
    }

    private static void CheckRange(int nodeCount, ReadOnlySpan<int> nodes, string name)
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            if ((uint)nodes[i] >= (uint)nodeCount)
                throw new ArgumentException($"Row {i} names node {nodes[i]}; the graph has nodes 0 to {nodeCount - 1}.", name);
        }
    }
}
