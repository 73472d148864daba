using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Structure;

/// <summary>Triangles of an undirected graph.</summary>
/// <param name="Total">Distinct triangles.</param>
/// <param name="OfNode">[n]: triangles that each node is part of; sums to 3 × <paramref name="Total"/>.</param>
public sealed record TriangleCounts(long Total, ReadOnlyMemory<long> OfNode);

/// <summary>Counts sets of three nodes that are all connected with each other.</summary>
public static class Triangles
{
    /// <summary>Counts triangles, in all and per node.</summary>
    /// <param name="undirected">As <see cref="CsrBuilder.UndirectedSimple"/> makes it: symmetric, no self-loops.</param>
    /// <remarks>
    /// O(m^1.5) time, [n + m] scratch. Each edge points from the end with the lower degree to the one with the higher, and each node's
    /// pointed-to nodes are marked while those of its neighbours are looked up. Source: Schank and Wagner 2005, "Finding, counting and
    /// listing all triangles in large graphs" (forward algorithm with degree order).
    /// </remarks>
    public static TriangleCounts Compute(CsrGraph undirected)
    {
        ArgumentNullException.ThrowIfNull(undirected);
        var n = undirected.NodeCount;
        var (offsets, forward) = PointUpwards(undirected);
        var perNode = new long[n];
        var marked = new int[n];
        var total = 0L;
        for (var u = 0; u < n; u++)
        {
            var row = forward.AsSpan(offsets[u]..offsets[u + 1]);
            foreach (var v in row)
                marked[v] = u + 1;
            foreach (var v in row)
            {
                foreach (var w in forward.AsSpan(offsets[v]..offsets[v + 1]))
                {
                    if (marked[w] != u + 1)
                        continue;
                    total++;
                    perNode[u]++;
                    perNode[v]++;
                    perNode[w]++;
                }
            }
        }
        return new TriangleCounts(total, perNode);
    }

    /// <summary>Keeps of each undirected edge the direction from lower to higher (degree, number).</summary>
    private static (int[] Offsets, int[] Targets) PointUpwards(CsrGraph graph)
    {
        var n = graph.NodeCount;
        var offsets = new int[n + 1];
        var targets = new int[graph.EdgeCount / 2];
        var count = 0;
        for (var u = 0; u < n; u++)
        {
            var degree = graph.OutDegree(u);
            foreach (var v in graph.Neighbours(u))
            {
                var other = graph.OutDegree(v);
                if (other > degree || (other == degree && v > u))
                    targets[count++] = v;
            }
            offsets[u + 1] = count;
        }
        return (offsets, targets);
    }
}
