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
    private readonly double[] _ranks = new double[share.Length];
    private readonly double[] _stranded = new double[FixedChunks.Count(share.Length, ChunkNodes)];
    private double[] _sent = new double[share.Length];
    private double[] _nextSent = new double[share.Length];

    public double[] Run()
    {
        var n = share.Length;
        // Nothing is sent before the first step, so all of it goes to where the walker starts.
        Step(1);
        for (var step = 0; step < options.MaximumSteps && n > 0; step++)
        {
            if (Step(1 - options.Damping + options.Damping * _stranded.Sum()) < options.Tolerance)
                break;
        }
        var sum = FixedChunks.Sum(n, ChunkNodes, threads, (begin, end) => Sum(_ranks.AsSpan(begin..end)));
        for (var v = 0; v < n; v++)
            _ranks[v] /= sum;
        return _ranks;
    }

    /// <summary>Gives each node its new rank and what it sends next, and tells by how much ranks changed.</summary>
    private double Step(double returning)
    {
        var everywhere = returning / share.Length;
        var change = FixedChunks.Sum(share.Length, ChunkNodes, threads, (begin, end) =>
        {
            double change = 0, stranded = 0;
            for (var v = begin; v < end; v++)
            {
                var start = returns is null ? everywhere : returning * returns[v];
                var rank = start + options.Damping * _received.Row(v, _sent);
                change += Math.Abs(rank - _ranks[v]);
                stranded += share[v] == 0 ? rank : 0;
                _ranks[v] = rank;
                _nextSent[v] = rank * share[v];
            }
            _stranded[begin / ChunkNodes] = stranded;
            return change;
        });
        (_sent, _nextSent) = (_nextSent, _sent);
        return change;
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
