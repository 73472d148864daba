using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Traversal;

/// <summary>Finds shortest paths from one node, weights being lengths.</summary>
public static class Dijkstra
{
    /// <summary>Distances and predecessors from a node along the edges' directions.</summary>
    /// <param name="graph">Weights ≥ 0; +∞ is an edge that cannot be taken.</param>
    /// <param name="source">A node.</param>
    /// <returns>Distances are sums from the source outwards, so <see cref="DeltaStepping"/> gives the same bits.</returns>
    /// <exception cref="ArgumentException">No such node, or a weight below 0.</exception>
    /// <remarks>O(m + n log n) for usual graphs, O(m log n) at worst; [4n] scratch. Source: Dijkstra 1959, with a 4-ary heap (Johnson 1975).</remarks>
    public static ShortestPaths Compute(CsrGraph graph, int source)
    {
        ArgumentNullException.ThrowIfNull(graph);
        EdgeLengths.CheckNode(graph, source, nameof(source));
        EdgeLengths.Check(graph);
        var distances = new double[graph.NodeCount];
        var predecessors = new int[graph.NodeCount];
        Array.Fill(distances, double.PositiveInfinity);
        Array.Fill(predecessors, -1);
        ReadOnlySpan<long> offsets = graph.Offsets;
        ReadOnlySpan<int> targets = graph.Targets;
        ReadOnlySpan<double> weights = graph.Weights;
        var heap = new DistanceHeap(graph.NodeCount);
        distances[source] = 0;
        heap.AddOrLower(source, 0);
        while (heap.Count > 0)
        {
            var (distance, node) = heap.Take();
            var (begin, end) = ((int)offsets[node], (int)offsets[node + 1]);
            var row = targets[begin..end];
            var lengths = weights[begin..end];
            for (var i = 0; i < row.Length; i++)
            {
                var next = row[i];
                var longer = distance + lengths[i];
                if (longer >= distances[next])
                    continue;
                distances[next] = longer;
                predecessors[next] = node;
                heap.AddOrLower(next, longer);
            }
        }
        return new ShortestPaths(source, distances, predecessors);
    }
}
