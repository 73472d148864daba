using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Structure;

/// <summary>Number of edges at each node (degree) and their total weight (strength).</summary>
public static class Degrees
{
    /// <summary>[n]: edges that leave each node. O(n).</summary>
    public static int[] Out(CsrGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var degrees = new int[graph.NodeCount];
        for (var v = 0; v < degrees.Length; v++)
            degrees[v] = graph.OutDegree(v);
        return degrees;
    }

    /// <summary>[n]: edges that reach each node. O(n + m).</summary>
    public static int[] In(CsrGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var degrees = new int[graph.NodeCount];
        foreach (var target in graph.Targets)
            degrees[target]++;
        return degrees;
    }

    /// <summary>[n]: total weight that leaves each node, in the weight's unit. O(n + m).</summary>
    public static double[] OutStrength(CsrGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var strengths = new double[graph.NodeCount];
        for (var v = 0; v < strengths.Length; v++)
        {
            foreach (var weight in graph.NeighbourWeights(v))
                strengths[v] += weight;
        }
        return strengths;
    }

    /// <summary>[n]: total weight that reaches each node, summed by ascending source. O(n + m).</summary>
    public static double[] InStrength(CsrGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var strengths = new double[graph.NodeCount];
        for (var e = 0; e < graph.Targets.Length; e++)
            strengths[graph.Targets[e]] += graph.Weights[e];
        return strengths;
    }
}
