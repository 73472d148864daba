using NetMl.Graphs.Csr;
using QuikGraph;

namespace NetMl.Integrations.QuikGraph;

/// <summary>A graph in compressed sparse rows and the vertex that each node stands for.</summary>
/// <param name="Vertices">[n], in the order of the QuikGraph graph.</param>
public sealed record CsrWithVertices<TVertex>(CsrGraph Graph, IReadOnlyList<TVertex> Vertices);

/// <summary>Carries graphs to QuikGraph's algorithms and back.</summary>
public static class QuikGraphAdapter
{
    /// <summary>The same nodes 0..n−1 and edges; each edge's tag is its weight.</summary>
    /// <remarks>O(n + m) objects: for algorithms that we do not have, on graphs that fit.</remarks>
    public static AdjacencyGraph<int, TaggedEdge<int, double>> ToQuikGraph(this CsrGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var result = new AdjacencyGraph<int, TaggedEdge<int, double>>(false);
        result.AddVertexRange(Enumerable.Range(0, graph.NodeCount));
        for (var node = 0; node < graph.NodeCount; node++)
        {
            var targets = graph.Neighbours(node);
            var weights = graph.NeighbourWeights(node);
            for (var k = 0; k < targets.Length; k++)
                result.AddEdge(new TaggedEdge<int, double>(node, targets[k], weights[k]));
        }
        return result;
    }

    /// <summary>Numbers the vertices in their order; parallel edges become one whose weight is their sum.</summary>
    /// <param name="graph">Any directed graph whose edges can be listed.</param>
    /// <param name="weight">Weight of an edge.</param>
    public static CsrWithVertices<TVertex> ToCsr<TVertex, TEdge>(this IEdgeListGraph<TVertex, TEdge> graph, Func<TEdge, double> weight)
        where TVertex : notnull
        where TEdge : IEdge<TVertex>
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(weight);
        var vertices = graph.Vertices.ToList();
        var numbers = new Dictionary<TVertex, int>();
        foreach (var vertex in vertices)
            numbers.Add(vertex, numbers.Count);
        var edges = graph.Edges.ToList();
        var sources = edges.Select(edge => numbers[edge.Source]).ToArray();
        var targets = edges.Select(edge => numbers[edge.Target]).ToArray();
        var weights = edges.Select(weight).ToArray();
        return new CsrWithVertices<TVertex>(CsrBuilder.Directed(vertices.Count, sources, targets, weights).Graph, vertices);
    }
}
