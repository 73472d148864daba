using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Centrality;

/// <summary>How PageRank walks.</summary>
/// <param name="Damping">Chance of following an edge, in [0, 1); 0.85 in the paper. 0 ranks all nodes alike.</param>
/// <param name="Tolerance">Stops when the ranks of all nodes together changed by less than this in a step; > 0.</param>
/// <param name="MaximumSteps">Stops after this many steps at the latest; ≥ 1.</param>
/// <param name="Weighted">Edges are followed in proportion to their weights (which must be ≥ 0) instead of alike.</param>
public sealed record PageRankOptions(double Damping = 0.85, double Tolerance = 1e-10, int MaximumSteps = 500, bool Weighted = false);

/// <summary>Ranks nodes by the chance that a random walker stands on them.</summary>
public static class PageRank
{
    /// <summary>Ranks nodes by the chance that a random walker stands on them.</summary>
    /// <param name="graph">n nodes, m edges; edge direction = who vouches for whom.</param>
    /// <param name="options">Defaults to <see cref="PageRankOptions"/> as declared.</param>
    /// <returns>[n], non-negative, sums to 1 within 1e-9; empty for a graph without nodes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <remarks>
    /// O(n + m) per step, about log(tolerance) / log(damping) steps, [3n] scratch. Pulls along the transpose, so each rank is summed in a fixed order.
    /// Source: Page, Brin, Motwani, Winograd 1999, "The PageRank citation ranking"; we differ: nodes without out-edges (or without
    /// out-weight) spread evenly.
    /// </remarks>
    public static double[] Compute(CsrGraph graph, PageRankOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        options ??= new PageRankOptions();
        Check(options);
        var n = graph.NodeCount;
        var ranks = new double[n];
        Array.Fill(ranks, 1.0 / Math.Max(n, 1));
        var share = InverseOutWeights(graph, options.Weighted);
        double[] next = new double[n], sent = new double[n];

        for (var step = 0; step < options.MaximumSteps && n > 0; step++)
        {
            Step(graph.Transpose, share, options, ranks, sent, next);
            var change = 0.0;
            for (var v = 0; v < n; v++)
                change += Math.Abs(next[v] - ranks[v]);
            (ranks, next) = (next, ranks);
            if (change < options.Tolerance)
                break;
        }

        Normalise(ranks);
        return ranks;
    }

    private static void Step(CsrGraph back, double[] share, PageRankOptions options, double[] ranks, double[] sent, double[] next)
    {
        var stranded = 0.0;
        for (var v = 0; v < ranks.Length; v++)
        {
            sent[v] = ranks[v] * share[v];
            if (share[v] == 0)
                stranded += ranks[v];
        }

        var everywhere = (1 - options.Damping + options.Damping * stranded) / ranks.Length;
        for (var v = 0; v < ranks.Length; v++)
        {
            var received = options.Weighted ? Weighted(back, v, sent) : Plain(back, v, sent);
            next[v] = everywhere + options.Damping * received;
        }
    }

    private static double Plain(CsrGraph back, int node, double[] sent)
    {
        var sum = 0.0;
        foreach (var source in back.Neighbours(node))
            sum += sent[source];
        return sum;
    }

    private static double Weighted(CsrGraph back, int node, double[] sent)
    {
        ReadOnlySpan<int> sources = back.Neighbours(node);
        ReadOnlySpan<double> weights = back.NeighbourWeights(node);
        var sum = 0.0;
        for (var i = 0; i < sources.Length; i++)
            sum += weights[i] * sent[sources[i]];
        return sum;
    }

    /// <summary>1 / (number or total weight of out-edges), 0 where there are none.</summary>
    private static double[] InverseOutWeights(CsrGraph graph, bool weighted)
    {
        var inverse = new double[graph.NodeCount];
        for (var v = 0; v < inverse.Length; v++)
        {
            var total = weighted ? Total(graph.NeighbourWeights(v)) : graph.OutDegree(v);
            inverse[v] = total > 0 ? 1 / total : 0;
        }
        return inverse;
    }

    private static double Total(ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights)
        {
            if (!(weight >= 0))
                throw new ArgumentException($"Weighted PageRank needs weights ≥ 0; one is {weight}.", nameof(weights));
            total += weight;
        }
        return total;
    }

    private static void Normalise(double[] ranks)
    {
        var sum = 0.0;
        foreach (var rank in ranks)
            sum += rank;
        for (var v = 0; v < ranks.Length; v++)
            ranks[v] /= sum;
    }

    internal static void Check(PageRankOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.Damping);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(options.Damping, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Tolerance);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumSteps, 1);
    }
}
