using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Centrality;

/// <summary>The state of a PageRank run: steps of the walk until ranks settle.</summary>
/// <param name="share">[n]: the part of a node's rank that goes along each edge (or unit of weight); 0 where none leaves.</param>
/// <param name="returns">[n], sums to 1: where the walker starts again; null for anywhere alike.</param>
internal sealed class PageRankWalk(CsrGraph graph, double[] share, double[]? returns, PageRankOptions options, int threads)
{
    private const int ChunkNodes = 1 << 10;

    private readonly AdjacencyProduct _received = new(graph.Transpose, options.Weighted, threads);
    private readonly bool _isSymmetric = ReferenceEquals(graph.Transpose, graph);
    private readonly double[] _stranded = new double[FixedChunks.Count(share.Length, ChunkNodes)];
    private double[] _ranks = new double[share.Length];
    private double[] _before = new double[share.Length];
    private double[] _sent = new double[share.Length];
    private double[] _nextSent = new double[share.Length];

    public double[] Run()
    {
        var n = share.Length;
        // Nothing is sent before the first step, so all of it goes to where the walker starts.
        Step(1, 1);
        var lead = 1.0;
        for (var step = 0; step < options.MaximumSteps && n > 0; step++)
        {
            if (Step(Returning(), lead) < options.Tolerance)
                break;
            lead = Lead(step, lead);
        }
        // Steps that lead may leave a rank below 0 by less than the tolerance.
        var sum = FixedChunks.Sum(n, ChunkNodes, threads, (begin, end) => Sum(_ranks.AsSpan(begin..end)));
        for (var v = 0; v < n; v++)
            _ranks[v] = Math.Max(0, _ranks[v]) / sum;
        return _ranks;
    }

    /// <summary>
    /// What goes back to the start. On a symmetric graph that of stranded nodes is left out: it goes where the rest goes, so it
    /// changes ranks by one factor, and without it each step is linear.
    /// </summary>
    private double Returning() => _isSymmetric ? 1 - options.Damping : 1 - options.Damping + options.Damping * _stranded.Sum();

    /// <summary>
    /// How far the next step goes beyond a walker's: on a symmetric graph the walk has real eigenvalues within ±damping, for which
    /// Chebyshev's factors settle about three times as fast. Source: Golub and Varga 1961, "Chebyshev semi-iterative methods".
    /// </summary>
    private double Lead(int step, double lead)
    {
        var square = options.Damping * options.Damping;
        return !_isSymmetric ? 1 : step == 0 ? 2 / (2 - square) : 1 / (1 - square * lead / 4);
    }

    /// <summary>Gives each node its new rank and what it sends next, and tells by how much a walker's step changes ranks.</summary>
    private double Step(double returning, double lead)
    {
        var everywhere = returning / share.Length;
        var change = FixedChunks.Sum(share.Length, ChunkNodes, threads, (begin, end) =>
        {
            double change = 0, stranded = 0;
            for (var v = begin; v < end; v++)
            {
                var start = returns is null ? everywhere : returning * returns[v];
                var walked = start + options.Damping * _received.Row(v, _sent);
                change += Math.Abs(walked - _ranks[v]);
                var rank = lead * (walked - _before[v]) + _before[v];
                stranded += share[v] == 0 ? rank : 0;
                _before[v] = rank;
                _nextSent[v] = rank * share[v];
            }
            _stranded[begin / ChunkNodes] = stranded;
            return change;
        });
        (_ranks, _before) = (_before, _ranks);
        (_sent, _nextSent) = (_nextSent, _sent);
        return change;
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += Math.Max(0, value);
        return sum;
    }
}
