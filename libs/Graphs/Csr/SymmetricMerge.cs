namespace NetMl.Graphs.Csr;

/// <summary>Merges each row of a graph with the same row of its transpose, leaving out self-loops.</summary>
internal static class SymmetricMerge
{
    public static CsrGraph Of(CsrGraph graph)
    {
        var n = graph.NodeCount;
        var back = graph.Transpose;
        var offsets = new long[n + 1];
        var targets = new int[2 * graph.EdgeCount];
        var weights = new double[2 * graph.EdgeCount];
        var edges = 0;
        for (var v = 0; v < n; v++)
        {
            edges += MergeRow(v, graph, back, targets.AsSpan(edges), weights.AsSpan(edges));
            offsets[v + 1] = edges;
        }
        Array.Resize(ref targets, edges);
        Array.Resize(ref weights, edges);
        return new CsrGraph(offsets, targets, weights);
    }

    private static int MergeRow(int node, CsrGraph graph, CsrGraph back, Span<int> targets, Span<double> weights)
    {
        ReadOnlySpan<int> to = graph.Neighbours(node), from = back.Neighbours(node);
        ReadOnlySpan<double> toWeights = graph.NeighbourWeights(node), fromWeights = back.NeighbourWeights(node);
        int i = 0, j = 0, count = 0;
        while (i < to.Length || j < from.Length)
        {
            var next = j == from.Length || (i < to.Length && to[i] < from[j]) ? to[i] : from[j];
            double weight = 0;
            if (i < to.Length && to[i] == next)
                weight += toWeights[i++];
            if (j < from.Length && from[j] == next)
                weight += fromWeights[j++];
            if (next == node)
                continue;
            targets[count] = next;
            weights[count++] = weight;
        }
        return count;
    }
}
