using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Centrality;

/// <summary>The nodes that Brandes' algorithm searches from.</summary>
/// <param name="Sources">Nodes, ascending.</param>
/// <param name="Repeats">[sources]: how often each search counts.</param>
internal sealed record BrandesSources(int[] Sources, int[] Repeats)
{
    /// <summary>On an undirected graph, a node with one neighbour sees the rest of the graph as that neighbour does: its search is left to it.</summary>
    public static BrandesSources Of(CsrGraph graph)
    {
        var repeats = new int[graph.NodeCount];
        Array.Fill(repeats, 1);
        if (CsrSymmetry.Holds(graph))
        {
            for (var v = 0; v < repeats.Length; v++)
            {
                if (!IsLeaf(graph, v))
                    continue;
                repeats[v] = 0;
                repeats[graph.Neighbours(v)[0]]++;
            }
        }
        var sources = new List<int>();
        for (var v = 0; v < repeats.Length; v++)
        {
            if (repeats[v] > 0 && graph.OutDegree(v) > 0)
                sources.Add(v);
        }
        return new BrandesSources([.. sources], sources.ConvertAll(v => repeats[v]).ToArray());
    }

    /// <summary>One neighbour, not the node itself, which has others.</summary>
    private static bool IsLeaf(CsrGraph graph, int node) =>
        graph.OutDegree(node) == 1 && graph.Neighbours(node)[0] is var other && other != node && graph.OutDegree(other) > 1;
}
