using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Structure;

/// <summary>How many of the edges that could be there are there.</summary>
public static class Density
{
    /// <summary>m / (n(n − 1)): the share of ordered pairs of different nodes that an edge joins.</summary>
    /// <param name="graph">Directed, or symmetric, whose edges and pairs both count twice.</param>
    /// <returns>From 0 to 1 without self-loops (they count as edges, not as pairs, as in NetworkX); 0 for fewer than two nodes.</returns>
    /// <remarks>O(1).</remarks>
    public static double Compute(CsrGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        double n = graph.NodeCount;
        return n < 2 ? 0 : graph.EdgeCount / (n * (n - 1));
    }
}
