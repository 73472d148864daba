using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

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
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <remarks>
    /// O(n + m) per step, about log(tolerance) / log(damping) steps and on a symmetric graph a third of them, [5n] scratch. Pulls along the transpose, so each rank is summed in a fixed order.
    /// Source: Page, Brin, Motwani, Winograd 1999, "The PageRank citation ranking"; we differ: nodes without out-edges (or without
    /// out-weight) spread evenly.
    /// </remarks>
    public static double[] Compute(CsrGraph graph, PageRankOptions? options = null, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(graph);
        options ??= new PageRankOptions();
        Check(options);
        return new PageRankWalk(graph, InverseOutWeights(graph, options.Weighted, threads), null, options, threads).Run();
    }

    /// <summary>1 / (number or total weight of out-edges), 0 where there are none.</summary>
    internal static double[] InverseOutWeights(CsrGraph graph, bool weighted, int threads)
    {
        var inverse = new double[graph.NodeCount];
        FixedChunks.Run(inverse.Length, 1 << 12, threads, (begin, end) =>
        {
            for (var v = begin; v < end; v++)
            {
                var total = weighted ? Total(graph.NeighbourWeights(v)) : graph.OutDegree(v);
                inverse[v] = total > 0 ? 1 / total : 0;
            }
        });
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

    internal static void Check(PageRankOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.Damping);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(options.Damping, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Tolerance);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumSteps, 1);
    }
}
