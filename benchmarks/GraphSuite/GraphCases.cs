using NetMl.Graphs.Centrality;
using NetMl.Graphs.Structure;

namespace NetMl.Benchmarks.GraphSuite;

/// <summary>All rows of the suite: add one here and its namesake to benchmarks/peers/igraph_cases.py or networkx_cases.py.</summary>
internal static class GraphCases
{
    public static IReadOnlyList<GraphCase> All { get; } =
    [
        // Traversal

        // Structure
        GraphCase.Equal("components", graph => WeakComponents.Compute(graph.Undirected), components => [components.Count, components.LargestSize]),
        GraphCase.Equal("triangles", graph => Triangles.Compute(graph.Undirected), triangles => [triangles.Total]),
        GraphCase.Equal("clustering", graph => Clustering.Compute(graph.Undirected), clustering => clustering.Local.ToArray()),

        // Centrality
        GraphCase.Equal("pagerank", graph => PageRank.Compute(graph.Directed), ranks => ranks, 1e-6),

        // Communities, similarity, flows and trees
    ];
}
