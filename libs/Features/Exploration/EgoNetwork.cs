using NetMl.Graphs.Traversal;

namespace NetMl.Features.Exploration;

/// <summary>A host, the hosts around it, and the edges among them.</summary>
/// <param name="Within">Hosts within the radius, the host itself included.</param>
/// <param name="Nodes">The first of them: nearest first, then most neighbours, then by node.</param>
/// <param name="Distances">Steps in either direction, for each of <paramref name="Nodes"/>.</param>
/// <param name="Among">Edges among <paramref name="Nodes"/>.</param>
/// <param name="Edges">Those of them with the most flows, equal ones by edge.</param>
public sealed record EgoNetwork(int Within, IReadOnlyList<int> Nodes, IReadOnlyList<int> Distances, int Among, IReadOnlyList<int> Edges)
{
    /// <summary>Searches from a host. O(n log n + m log m).</summary>
    /// <param name="radius">Steps, ≥ 0.</param>
    /// <param name="mostNodes">Bound on <see cref="Nodes"/>, ≥ 1.</param>
    /// <param name="mostEdges">Bound on <see cref="Edges"/>.</param>
    public static EgoNetwork Of(HostGraph graph, int node, int radius, int mostNodes, int mostEdges)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var distances = BreadthFirstSearch.Compute(graph.Undirected, node).Distances;
        var within = Enumerable.Range(0, distances.Length).Where(other => distances.Span[other] >= 0 && distances.Span[other] <= radius).ToArray();
        int[] nodes = [.. within.OrderBy(other => distances.Span[other]).ThenByDescending(graph.Undirected.OutDegree).ThenBy(other => other).Take(mostNodes)];
        var among = EdgesAmong(graph, nodes);
        var weights = new double[among.Count];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = graph.Directed.Weights[among[i]];
        var heaviest = Enumerable.Range(0, among.Count).OrderByDescending(i => weights[i]).ThenBy(i => among[i]).Take(mostEdges);
        return new EgoNetwork(
            within.Length, nodes, [.. nodes.Select(other => distances.Span[other])], among.Count, [.. heaviest.Select(i => among[i])]);
    }

    private static List<int> EdgesAmong(HostGraph graph, int[] nodes)
    {
        var kept = nodes.ToHashSet();
        var among = new List<int>();
        foreach (var node in nodes)
        {
            for (var edge = (int)graph.Directed.Offsets[node]; edge < graph.Directed.Offsets[node + 1]; edge++)
            {
                if (kept.Contains(graph.Directed.Targets[edge]))
                    among.Add(edge);
            }
        }
        return among;
    }
}
