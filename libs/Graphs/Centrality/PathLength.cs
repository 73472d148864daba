using NetMl.Graphs.Csr;
using NetMl.Graphs.Structure;

namespace NetMl.Graphs.Centrality;

/// <summary>Bounds the length of shortest paths.</summary>
internal static class PathLength
{
    /// <summary>No shortest path has more edges than this. O(n + m).</summary>
    /// <remarks>Undirected: twice the distance from one node of a component to the node furthest from it. Directed: nodes of the largest weak component − 1.</remarks>
    public static int UpperBound(CsrGraph graph)
    {
        if (!CsrSymmetry.Holds(graph))
            return WeakComponents.Compute(graph).LargestSize - 1;
        var distance = new int[graph.NodeCount];
        Array.Fill(distance, -1);
        var order = new int[graph.NodeCount];
        var bound = 0;
        for (var first = 0; first < distance.Length; first++)
        {
            if (distance[first] < 0)
                bound = Math.Max(bound, 2 * Furthest(graph, first, distance, order));
        }
        return Math.Min(bound, Math.Max(graph.NodeCount - 1, 0));
    }

    private static int Furthest(CsrGraph graph, int source, int[] distance, int[] order)
    {
        distance[source] = 0;
        order[0] = source;
        var count = 1;
        for (var i = 0; i < count; i++)
        {
            foreach (var v in graph.Neighbours(order[i]))
            {
                if (distance[v] >= 0)
                    continue;
                distance[v] = distance[order[i]] + 1;
                order[count++] = v;
            }
        }
        return distance[order[count - 1]];
    }
}
