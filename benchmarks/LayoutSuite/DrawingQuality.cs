using NetMl.Graphs.Csr;

namespace NetMl.Benchmarks.LayoutSuite;

/// <summary>How much of a graph can be seen in a drawing.</summary>
internal static class DrawingQuality
{
    private const int SampledNodes = 1000;

    /// <summary>Of the k nodes that lie nearest to a node with k neighbours, the share that are its neighbours; mean over evenly sampled nodes. 0 to 1.</summary>
    public static double NeighboursKept(CsrGraph graph, double[] x, double[] y)
    {
        var step = Math.Max(1, graph.NodeCount / SampledNodes);
        var kept = new List<double>();
        for (var v = 0; v < graph.NodeCount; v += step)
        {
            if (graph.OutDegree(v) == 0)
                continue;
            var (atX, atY) = (x[v], y[v]);
            var nodes = Enumerable.Range(0, graph.NodeCount).ToArray();
            var distances = Array.ConvertAll(nodes, u => u == v ? double.MaxValue : (x[u] - atX) * (x[u] - atX) + (y[u] - atY) * (y[u] - atY));
            Array.Sort(distances, nodes);
            kept.Add(nodes.Take(graph.OutDegree(v)).Count(u => graph.HasEdge(v, u)) / (double)graph.OutDegree(v));
        }
        return kept.Average();
    }
}
