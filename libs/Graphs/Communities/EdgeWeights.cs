using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Communities;

/// <summary>The weights that community detection works with.</summary>
internal static class EdgeWeights
{
    /// <summary>[m]: the graph's own weights, checked, or 1 each.</summary>
    public static double[] Of(CsrGraph graph, bool weighted)
    {
        if (weighted)
        {
            NonNegativeWeights.Require(graph);
            return graph.Weights.ToArray();
        }
        var ones = new double[graph.EdgeCount];
        Array.Fill(ones, 1);
        return ones;
    }
}
