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
            foreach (var weight in graph.Weights)
            {
                if (!(weight >= 0 && weight <= double.MaxValue))
                    throw new ArgumentException($"Communities need weights that are numbers ≥ 0; one is {weight}.", nameof(graph));
            }
            return graph.Weights.ToArray();
        }
        var ones = new double[graph.EdgeCount];
        Array.Fill(ones, 1);
        return ones;
    }
}
