using System.Numerics;
using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Centrality;

/// <summary>How near each node is to those that reach it.</summary>
/// <param name="Closeness">[n], in [0, 1]: (r / (n − 1)) · (r / Σ distances) over the r other nodes that reach the node; 0 when none does.</param>
/// <param name="Harmonic">[n], in [0, n − 1]: Σ 1 / distance over the other nodes, those that do not reach the node counting 0.</param>
public sealed record ClosenessScores(ReadOnlyMemory<double> Closeness, ReadOnlyMemory<double> Harmonic)
{
    /// <param name="reachable">Nodes that reach the node, itself included.</param>
    internal static double WassermanFaust(double reachable, double farness, int nodes) =>
        farness <= 0 ? 0 : (reachable - 1) / (nodes - 1) * ((reachable - 1) / farness);
}

/// <summary>Exact closeness and harmonic centrality along edges of length 1.</summary>
public static class Closeness
{
    /// <summary>Distances are those to a node: on a directed graph, pass <see cref="CsrGraph.Transpose"/> for those from it.</summary>
    /// <param name="graph">n nodes, m edges.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <remarks>
    /// O(n · (n + m) / 256 · levels) word operations: one search serves 256 sources at once, a bit each, and a node needs only the number of
    /// bits that reach it at each distance. Sums are of whole numbers (harmonic ones in fixed point), so their order does not matter.
    /// Sources: Wasserman and Faust 1994, "Social network analysis" (the correction for nodes out of reach, as networkx); Boldi and Vigna 2014,
    /// "Axioms for centrality"; Then et al. 2014, "The more the merrier: efficient multi-source graph traversal".
    /// </remarks>
    public static ClosenessScores Compute(CsrGraph graph, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var n = graph.NodeCount;
        double[] closeness = new double[n], harmonic = new double[n];
        var searches = new List<ManySourceSearch>();
        FixedChunks.Run(n, ManySourceSearch.Sources, threads, () =>
        {
            var search = new ManySourceSearch(graph);
            lock (searches)
                searches.Add(search);
            return search;
        }, (begin, end, search) => search.Run(begin, end));

        for (var v = 0; v < n; v++)
        {
            long reachable = 0, farness = 0, nearness = 0;
            foreach (var search in searches)
            {
                reachable += search.Reachable[v];
                farness += search.Farness[v];
                nearness += search.Nearness[v];
            }
            closeness[v] = ClosenessScores.WassermanFaust(reachable + 1, farness, n);
            harmonic[v] = nearness * ManySourceSearch.NearnessUnit(n);
        }
        return new ClosenessScores(closeness, harmonic);
    }
}
