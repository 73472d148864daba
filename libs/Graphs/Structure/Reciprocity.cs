using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Structure;

/// <summary>How often an edge has its answer.</summary>
public static class Reciprocity
{
    private const int ChunkNodes = 1 << 12;

    /// <summary>The share of directed edges whose opposite is there too; self-loops do not count.</summary>
    /// <param name="threads">0 for one per core; the result is the same for any number.</param>
    /// <returns>From 0 to 1; 0 without edges.</returns>
    /// <remarks>O(n + m) by merging each row with the same row of the transpose. Source: Wasserman and Faust 1994; as igraph's default.</remarks>
    public static double Compute(CsrGraph graph, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var back = graph.Transpose;
        var loops = 0L;
        var answered = FixedChunks.Sum(graph.NodeCount, ChunkNodes, threads, (begin, end) =>
        {
            long both = 0, own = 0;
            for (var v = begin; v < end; v++)
            {
                both += Common(graph.Neighbours(v), back.Neighbours(v));
                own += graph.HasEdge(v, v) ? 1 : 0;
            }
            Interlocked.Add(ref loops, own);
            return both;
        });
        return graph.EdgeCount == loops ? 0 : (double)(answered - loops) / (graph.EdgeCount - loops);
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
