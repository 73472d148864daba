using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Structure;

/// <summary>Nodes from the highest degree to the lowest, equal ones by number.</summary>
/// <param name="NodeAt">[n]: node at each place.</param>
/// <param name="PlaceOf">[n]: place of each node.</param>
internal sealed record DegreeOrder(int[] NodeAt, int[] PlaceOf)
{
    /// <summary>By the edges that leave each node. O(n).</summary>
    public static DegreeOrder Of(CsrGraph graph)
    {
        var degrees = new int[graph.NodeCount];
        for (var v = 0; v < degrees.Length; v++)
            degrees[v] = graph.OutDegree(v);
        return Of(degrees);
    }

    /// <summary>O(n), by counting degrees.</summary>
    public static DegreeOrder Of(ReadOnlySpan<int> degrees)
    {
        var n = degrees.Length;
        var largest = 0;
        foreach (var degree in degrees)
            largest = Math.Max(largest, degree);
        var next = new int[largest + 2];
        foreach (var degree in degrees)
            next[largest - degree + 1]++;
        for (var d = 0; d <= largest; d++)
            next[d + 1] += next[d];

        int[] nodeAt = new int[n], placeOf = new int[n];
        for (var v = 0; v < n; v++)
        {
            var place = next[largest - degrees[v]]++;
            nodeAt[place] = v;
            placeOf[v] = place;
        }
        return new DegreeOrder(nodeAt, placeOf);
    }
}
