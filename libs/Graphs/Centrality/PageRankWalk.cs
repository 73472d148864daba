using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Centrality;

/// <summary>The state of a PageRank run: steps of the walk until ranks settle.</summary>
/// <param name="share">[n]: the part of a node's rank that goes along each edge (or unit of weight); 0 where none leaves.</param>
internal sealed class PageRankWalk(CsrGraph graph, double[] share, PageRankOptions options, int threads)
{
    private const int ChunkNodes = 1 << 10;

    private readonly CsrGraph _back = graph.Transpose;
    private readonly double[] _ranks = new double[share.Length];
    private readonly double[] _stranded = new double[FixedChunks.Count(share.Length, ChunkNodes)];
    private double[] _sent = new double[share.Length];
    private double[] _nextSent = new double[share.Length];

    public double[] Run()
    {
        var n = share.Length;
        // Nothing is sent before the first step, so it gives all nodes the same.
        Step(1.0 / n);
        for (var step = 0; step < options.MaximumSteps && n > 0; step++)
        {
            var everywhere = (1 - options.Damping + options.Damping * _stranded.Sum()) / n;
            if (Step(everywhere) < options.Tolerance)
                break;
        }
        var sum = FixedChunks.Sum(n, ChunkNodes, threads, (begin, end) => Sum(_ranks.AsSpan(begin..end)));
        for (var v = 0; v < n; v++)
            _ranks[v] /= sum;
        return _ranks;
    }

    /// <summary>Gives each node its new rank and what it sends next, and tells by how much ranks changed.</summary>
    private double Step(double everywhere)
    {
        var change = FixedChunks.Sum(share.Length, ChunkNodes, threads, (begin, end) =>
        {
            double change = 0, stranded = 0;
            for (var v = begin; v < end; v++)
            {
                var rank = everywhere + options.Damping * (options.Weighted ? ReceivedByWeight(v) : Received(v));
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

    /// <summary>Four sums side by side: the order of addition depends on the number of sources alone.</summary>
    private double Received(int node)
    {
        var sources = _back.Neighbours(node);
        // Sources are nodes of the graph and _sent has one place for each: no bounds to check.
        ref var sent = ref MemoryMarshal.GetArrayDataReference(_sent);
        double a = 0, b = 0, c = 0, d = 0;
        var i = 0;
        for (; i + 4 <= sources.Length; i += 4)
        {
            a += Unsafe.Add(ref sent, sources[i]);
            b += Unsafe.Add(ref sent, sources[i + 1]);
            c += Unsafe.Add(ref sent, sources[i + 2]);
            d += Unsafe.Add(ref sent, sources[i + 3]);
        }
        for (; i < sources.Length; i++)
            a += Unsafe.Add(ref sent, sources[i]);
        return a + b + (c + d);
    }

    private double ReceivedByWeight(int node)
    {
        ReadOnlySpan<int> sources = _back.Neighbours(node);
        ReadOnlySpan<double> weights = _back.NeighbourWeights(node);
        var sum = 0.0;
        for (var i = 0; i < sources.Length; i++)
            sum += weights[i] * _sent[sources[i]];
        return sum;
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
