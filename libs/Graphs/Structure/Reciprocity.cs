using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Structure;

/// <summary>How often an edge has its answer.</summary>
public static class Reciprocity
{
    private const int ChunkNodes = 1 << 10;

    /// <summary>The share of directed edges whose opposite is there too; self-loops do not count.</summary>
    /// <param name="threads">0 for one per core; the result is the same for any number.</param>
    /// <returns>From 0 to 1; 0 without edges.</returns>
    /// <remarks>O(n + m) by merging each row with the same row of the transpose. Source: Wasserman and Faust 1994; as igraph's default.</remarks>
    public static double Compute(CsrGraph graph, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var back = graph.Transpose;
        var loops = 0L;
        var mutualPairs = FixedChunks.Sum(graph.NodeCount, ChunkNodes, threads, (begin, end) =>
        {
            long pairs = 0, own = 0;
            for (var v = begin; v < end; v++)
            {
                var to = Above(v, graph.Neighbours(v), out var hasLoop);
                pairs += Common(to, Above(v, back.Neighbours(v), out _));
                own += hasLoop ? 1 : 0;
            }
            Interlocked.Add(ref loops, own);
            return pairs;
        });
        return graph.EdgeCount == loops ? 0 : 2.0 * mutualPairs / (graph.EdgeCount - loops);
    }

    /// <summary>A node's higher neighbours: each pair of nodes is looked at from the lower one.</summary>
    private static ReadOnlySpan<int> Above(int node, ReadOnlySpan<int> row, out bool hasLoop)
    {
        var at = row.BinarySearch(node);
        hasLoop = at >= 0;
        return row[(hasLoop ? at + 1 : ~at)..];
    }

    private static long Common(ReadOnlySpan<int> to, ReadOnlySpan<int> from)
    {
        var common = 0L;
        for (int i = 0, j = 0; i < to.Length && j < from.Length;)
        {
            var (a, b) = (to[i], from[j]);
            common += a == b ? 1 : 0;
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }
        return common;
    }
}
