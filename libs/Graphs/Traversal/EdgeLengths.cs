using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Traversal;

/// <summary>Weights as lengths of edges.</summary>
internal static class EdgeLengths
{
    /// <exception cref="ArgumentException">A weight is negative or no number.</exception>
    public static void Check(CsrGraph graph)
    {
        if (!graph.IsWeighted)
            return;
        var weights = graph.Weights;
        for (var e = 0; e < weights.Length; e++)
        {
            if (!(weights[e] >= 0))
                throw new ArgumentException($"Edge {e} has weight {weights[e]}: lengths are 0 or more.", nameof(graph));
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">The graph has no such node.</exception>
    public static void CheckNode(CsrGraph graph, int node, string name)
    {
        if ((uint)node >= (uint)graph.NodeCount)
            throw new ArgumentOutOfRangeException(name, node, $"The graph has nodes 0 to {graph.NodeCount - 1}.");
    }
}
