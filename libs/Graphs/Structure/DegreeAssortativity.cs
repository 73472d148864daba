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
    private const int ChunkNodes = 1 << 10;

    /// <summary>Pearson's correlation, over all edges, of a degree of the source with a degree of the target.</summary>
    /// <param name="graph">Directed, or symmetric: then each edge counts both ways, which is the undirected coefficient.</param>
    /// <param name="source">Out in igraph and NetworkX unless asked otherwise.</param>
    /// <param name="target">In in igraph and NetworkX unless asked otherwise.</param>
    /// <param name="threads">0 for one per core; the result is the same for any number.</param>
    /// <returns>From −1 to 1; not a number without edges, or when one of the two degrees is the same for all edges.</returns>
    /// <remarks>O(n + m). Source: Newman 2003, "Mixing patterns in networks", equation 21; Foster et al. 2010 for the directed variants.</remarks>
    public static double Compute(CsrGraph graph, DegreeKind source = DegreeKind.Out, DegreeKind target = DegreeKind.In, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var (outDegrees, inDegrees) = (OutDegrees(graph), InDegrees(graph));
        var x = source == DegreeKind.Out ? outDegrees : inDegrees;
        var y = target == DegreeKind.Out ? outDegrees : inDegrees;
        var (meanX, sizeX) = Spread(x, outDegrees, graph.EdgeCount);
        var (meanY, sizeY) = Spread(y, inDegrees, graph.EdgeCount);
        var together = FixedChunks.Sum(graph.NodeCount, ChunkNodes, threads, (begin, end) =>
        {
            var sum = 0.0;
            for (var v = begin; v < end; v++)
                sum += (x[v] - meanX) * (SumOf(y, graph.Neighbours(v)) - outDegrees[v] * meanY);
            return sum;
        });
        return sizeX == 0 || sizeY == 0 ? double.NaN : together / (sizeX * sizeY);
    }

    /// <summary>Over all edges: the mean of a degree, and the root of the sum of squared differences from it.</summary>
    /// <param name="degrees">[n].</param>
    /// <param name="edges">[n]: at how many edges each node counts.</param>
    private static (double Mean, double Size) Spread(int[] degrees, int[] edges, long edgeCount)
    {
        double sum = 0, squares = 0;
        for (var v = 0; v < degrees.Length; v++)
            sum += (double)edges[v] * degrees[v];
        var mean = sum / edgeCount;
        for (var v = 0; v < degrees.Length; v++)
            squares += edges[v] * ((degrees[v] - mean) * (degrees[v] - mean));
        return (mean, Math.Sqrt(squares));
    }

    private static long SumOf(int[] degrees, ReadOnlySpan<int> nodes)
    {
        var sum = 0L;
        foreach (var node in nodes)
            sum += degrees[node];
        return sum;
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
}
