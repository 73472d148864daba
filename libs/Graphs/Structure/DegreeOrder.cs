using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Structure;

/// <summary>Nodes from the highest degree to the lowest, equal ones by number.</summary>
/// <param name="NodeAt">[n]: node at each place.</param>
/// <param name="PlaceOf">[n]: place of each node.</param>
internal sealed record DegreeOrder(int[] NodeAt, int[] PlaceOf)
{
    /// <summary>O(n), by counting degrees.</summary>
    public static DegreeOrder Of(CsrGraph graph)
    {
        var n = graph.NodeCount;
        var largest = 0;
        for (var v = 0; v < n; v++)
            largest = Math.Max(largest, graph.OutDegree(v));
        var next = new int[largest + 2];
        for (var v = 0; v < n; v++)
            next[largest - graph.OutDegree(v) + 1]++;
        for (var d = 0; d <= largest; d++)
            next[d + 1] += next[d];

        int[] nodeAt = new int[n], placeOf = new int[n];
        for (var v = 0; v < n; v++)
        {
            var place = next[largest - graph.OutDegree(v)]++;
            nodeAt[place] = v;
            placeOf[v] = place;
        }
        return new DegreeOrder(nodeAt, placeOf);
    }
}
