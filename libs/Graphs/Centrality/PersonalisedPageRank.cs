using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Centrality;

/// <summary>Ranks nodes by the chance that a random walker who keeps returning to given nodes stands on them.</summary>
public static class PersonalisedPageRank
{
    /// <summary>PageRank whose walker starts again at the given nodes instead of anywhere.</summary>
    /// <param name="graph">n nodes, m edges; edge direction = who vouches for whom.</param>
    /// <param name="starts">At least one node; the walker returns to each alike, to a node named twice twice as often.</param>
    /// <param name="options">Defaults to <see cref="PageRankOptions"/> as declared.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <returns>[n], non-negative, sums to 1 within 1e-9.</returns>
    /// <exception cref="ArgumentException">No start is given or one is not in the graph, an option is outside its range, or a weight is below 0 or no number.</exception>
    /// <remarks>
    /// O(n + m) per step, about log(tolerance) / log(damping) steps, [4n] scratch. Source: Page, Brin, Motwani, Winograd 1999, section 6; nodes
    /// without out-edges (or without out-weight) lead back to the starts, as in networkx and igraph.
    /// </remarks>
    public static double[] Compute(CsrGraph graph, ReadOnlySpan<int> starts, PageRankOptions? options = null, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(graph);
        options ??= new PageRankOptions();
        PageRank.Check(options);
        return new PageRankWalk(graph, PageRank.InverseOutWeights(graph, options.Weighted, threads), Returns(graph.NodeCount, starts), options, threads).Run();
    }

    private static double[] Returns(int nodes, ReadOnlySpan<int> starts)
    {
        if (starts.IsEmpty)
            throw new ArgumentException("Name at least one node to start at.", nameof(starts));
        var returns = new double[nodes];
        foreach (var node in starts)
        {
            if ((uint)node >= (uint)nodes)
                throw new ArgumentException($"Start {node} is not in the graph: it has nodes 0 to {nodes - 1}.", nameof(starts));
            returns[node] += 1.0 / starts.Length;
        }
        return returns;
    }
}
