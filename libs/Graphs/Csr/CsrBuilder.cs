namespace NetMl.Graphs.Csr;

/// <summary>A graph and, for each edge row that it was built from, the edge that the row became.</summary>
/// <param name="EdgeOfRow">[rows]: index into <see cref="CsrGraph.Targets"/>; −1 when the row was left out.</param>
public sealed record CsrBuild(CsrGraph Graph, ReadOnlyMemory<int> EdgeOfRow);

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
    /// <remarks>O(n + rows) by two stable counting sorts, so weights add up in row order: same rows, same bits.</remarks>
    public static CsrBuild Directed(int nodeCount, ReadOnlySpan<int> sources, ReadOnlySpan<int> targets, ReadOnlySpan<double> weights)
    {
        Check(nodeCount, sources, targets, weights);
        var order = SortByEnds(nodeCount, sources, targets);
        var edgeOfRow = new int[order.Length];
        var offsets = new long[nodeCount + 1];
        var edgeTargets = new int[order.Length];
        var edgeWeights = new double[order.Length];

        var edges = 0;
        for (var k = 0; k < order.Length; k++)
        {
            var row = order[k];
            var repeats = k > 0 && sources[row] == sources[order[k - 1]] && targets[row] == targets[order[k - 1]];
            if (!repeats)
            {
                offsets[sources[row] + 1]++;
                edgeTargets[edges++] = targets[row];
            }
            edgeOfRow[row] = edges - 1;
            edgeWeights[edges - 1] += weights.IsEmpty ? 1 : weights[row];
        }

        for (var v = 0; v < nodeCount; v++)
            offsets[v + 1] += offsets[v];
        Array.Resize(ref edgeTargets, edges);
        Array.Resize(ref edgeWeights, edges);
        return new CsrBuild(new CsrGraph(offsets, edgeTargets, edgeWeights), edgeOfRow);
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

    private static int[] SortByEnds(int nodeCount, ReadOnlySpan<int> sources, ReadOnlySpan<int> targets)
    {
        var byRow = new int[sources.Length];
        for (var i = 0; i < byRow.Length; i++)
            byRow[i] = i;
        var byTarget = CountingSort(nodeCount, targets, byRow);
        return CountingSort(nodeCount, sources, byTarget);
    }

    private static int[] CountingSort(int keys, ReadOnlySpan<int> keyOfRow, int[] rows)
    {
        var next = new int[keys + 1];
        foreach (var row in rows)
            next[keyOfRow[row] + 1]++;
        for (var k = 0; k < keys; k++)
            next[k + 1] += next[k];

        var sorted = new int[rows.Length];
        foreach (var row in rows)
            sorted[next[keyOfRow[row]]++] = row;
        return sorted;
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
