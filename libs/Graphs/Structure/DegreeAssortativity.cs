using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Structure;

/// <summary>Which degree of an edge's end is meant.</summary>
public enum DegreeKind
{
    /// <summary>Edges that leave the node.</summary>
    Out,

    /// <summary>Edges that come to the node.</summary>
    In,
}

/// <summary>Whether nodes of high degree are joined with nodes of high degree.</summary>
public static class DegreeAssortativity
{
    private const int ChunkNodes = 1 << 12;

    /// <summary>Pearson's correlation, over all edges, of a degree of the source with a degree of the target.</summary>
    /// <param name="graph">Directed, or symmetric: then each edge counts both ways, which is the undirected coefficient.</param>
    /// <param name="source">Out in igraph and NetworkX unless asked otherwise.</param>
    /// <param name="target">In in igraph and NetworkX unless asked otherwise.</param>
    /// <param name="threads">0 for one per core; the result is the same for any number, since all sums are of whole numbers.</param>
    /// <returns>From −1 to 1; not a number without edges, or when one of the two degrees is the same for all edges.</returns>
    /// <remarks>O(n + m). Source: Newman 2003, "Mixing patterns in networks", equation 21; Foster et al. 2010 for the directed variants.</remarks>
    public static double Compute(CsrGraph graph, DegreeKind source = DegreeKind.Out, DegreeKind target = DegreeKind.In, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var (outDegrees, inDegrees) = (OutDegrees(graph), InDegrees(graph));
        var x = source == DegreeKind.Out ? outDegrees : inDegrees;
        var y = target == DegreeKind.Out ? outDegrees : inDegrees;
        var parts = new Sums[FixedChunks.Count(graph.NodeCount, ChunkNodes)];
        FixedChunks.Run(graph.NodeCount, ChunkNodes, threads, (begin, end) =>
        {
            var sums = new Sums();
            for (var v = begin; v < end; v++)
            {
                var row = 0L;
                foreach (var w in graph.Neighbours(v))
                    row += y[w];
                sums.XY += (Int128)x[v] * row;
                sums.X += (long)outDegrees[v] * x[v];
                sums.Y += (long)inDegrees[v] * y[v];
                sums.XX += (Int128)((long)x[v] * x[v]) * outDegrees[v];
                sums.YY += (Int128)((long)y[v] * y[v]) * inDegrees[v];
            }
            parts[begin / ChunkNodes] = sums;
        });

        var (all, m) = (new Sums(), (Int128)graph.EdgeCount);
        foreach (var part in parts)
            all.Add(part);
        return (double)(m * all.XY - all.X * all.Y) / (Math.Sqrt((double)(m * all.XX - all.X * all.X)) * Math.Sqrt((double)(m * all.YY - all.Y * all.Y)));
    }

    private static int[] OutDegrees(CsrGraph graph)
    {
        var degrees = new int[graph.NodeCount];
        for (var v = 0; v < degrees.Length; v++)
            degrees[v] = graph.OutDegree(v);
        return degrees;
    }

    private static int[] InDegrees(CsrGraph graph)
    {
        if (graph.HasTranspose)
            return OutDegrees(graph.Transpose);
        var degrees = new int[graph.NodeCount];
        foreach (var target in graph.Targets)
            degrees[target]++;
        return degrees;
    }

    /// <summary>Sums over edges of the source's degree x, the target's degree y, and products.</summary>
    private struct Sums
    {
        public Int128 X;
        public Int128 Y;
        public Int128 XX;
        public Int128 YY;
        public Int128 XY;

        public void Add(Sums other)
        {
            X += other.X;
            Y += other.Y;
            XX += other.XX;
            YY += other.YY;
            XY += other.XY;
        }
    }
}
