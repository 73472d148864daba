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
        if (options.Weighted)
            NonNegativeWeights.Require(graph);
        var walk = new Walk(new AdjacencyProduct(graph.Transpose, options.Weighted, threads), Returns(graph.NodeCount, starts), OutShares(graph, options.Weighted), options.Damping);
        var ranks = (double[])walk.Returns.Clone();
        double[] next = new double[ranks.Length], sent = new double[ranks.Length];
        for (var step = 0; step < options.MaximumSteps; step++)
        {
            var (change, sum) = walk.Step(ranks, sent, next);
            // Rounding alone moves the sum away from 1.
            walk.Product.Scale(next, 1 / sum, ranks);
            (ranks, next) = (next, ranks);
            if (change < options.Tolerance)
                break;
        }
        return ranks;
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

    /// <summary>[n]: 1 / (number or total weight of out-edges), 0 where there are none.</summary>
    private static double[] OutShares(CsrGraph graph, bool weighted)
    {
        var shares = weighted ? Structure.Degrees.OutStrength(graph) : Array.ConvertAll(Structure.Degrees.Out(graph), Convert.ToDouble);
        for (var v = 0; v < shares.Length; v++)
            shares[v] = shares[v] > 0 ? 1 / shares[v] : 0;
        return shares;
    }

    /// <summary>What stays the same from step to step.</summary>
    private sealed record Walk(AdjacencyProduct Product, double[] Returns, double[] OutShares, double Damping)
    {
        /// <summary>next = damping · (received + stranded · returns) + (1 − damping) · returns; gives Σ |next − ranks| and Σ next.</summary>
        public (double Change, double Sum) Step(double[] ranks, double[] sent, double[] next)
        {
            var (stranded, _) = Product.Run((begin, end) =>
            {
                var sum = 0.0;
                for (var v = begin; v < end; v++)
                {
                    sent[v] = ranks[v] * OutShares[v];
                    sum += OutShares[v] == 0 ? ranks[v] : 0;
                }
                return (sum, 0);
            });
            var returning = 1 - Damping + Damping * stranded;
            return Product.Run((begin, end) =>
            {
                double change = 0, sum = 0;
                for (var v = begin; v < end; v++)
                {
                    next[v] = returning * Returns[v] + Damping * Product.Row(v, sent);
                    change += Math.Abs(next[v] - ranks[v]);
                    sum += next[v];
                }
                return (change, sum);
            });
        }
    }
}
