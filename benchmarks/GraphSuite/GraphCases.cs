using NetMl.Graphs.Centrality;
using NetMl.Graphs.Communities;
using NetMl.Graphs.FlowsAndTrees;
using NetMl.Graphs.Similarity;
using NetMl.Graphs.Structure;
using NetMl.Graphs.Traversal;

namespace NetMl.Benchmarks.GraphSuite;

/// <summary>All rows of the suite: add one here and its namesake to benchmarks/peers/igraph_cases.py or networkx_cases.py.</summary>
internal static class GraphCases
{
    public static IReadOnlyList<GraphCase> All { get; } =
    [
        // Traversal
        GraphCase.Equal("bfs", graph => graph.Sources.Select(source => BreadthFirstSearch.Compute(graph.Undirected, source)).ToList(), Reached),
        GraphCase.Equal("dfs", graph => DepthFirstOrder.Compute(graph.Undirected, graph.Sources[0]), search => [.. search.Preorder.ToArray().Order()]),
        GraphCase.Equal("topological", graph => TopologicalOrder.Compute(graph.Acyclic), sort => [.. sort.Order.ToArray().Order()]),
        GraphCase.Equal("dijkstra", graph => Dijkstra.Compute(graph.Undirected, graph.Sources[0]), paths => Lengths(paths.Distances.ToArray())),
        GraphCase.Equal("delta_stepping", graph => DeltaStepping.Compute(graph.Undirected, graph.Sources[0]), Lengths),
        GraphCase.Equal("k_shortest", graph => KShortestPaths.Compute(graph.Undirected, graph.Sources[0], graph.Sources[1], 5), paths => [.. paths.Select(path => path.Length)]) with { Size = GraphSize.Published },

        // Structure
        GraphCase.Equal("components", graph => WeakComponents.Compute(graph.Undirected), components => [components.Count, components.LargestSize]),
        GraphCase.Equal("triangles", graph => Triangles.Count(graph.Undirected), total => [total]),
        GraphCase.Equal("cores", graph => CoreNumbers.Compute(graph.Undirected), cores => Array.ConvertAll(cores, Convert.ToDouble)),
        GraphCase.Equal("clustering", graph => Clustering.Compute(graph.Undirected), clustering => clustering.Local.ToArray()),
        GraphCase.Equal("scc", graph => StrongComponents.Compute(graph.Directed), components => [components.Count, components.LargestSize]),
        GraphCase.Equal("bridges", graph => BridgesAndCutNodes.Compute(graph.Undirected), weak => [weak.Bridges.Length]),
        GraphCase.Equal("cut_nodes", graph => BridgesAndCutNodes.Compute(graph.Undirected), weak => [.. weak.CutNodes.ToArray()]),
        GraphCase.Equal("triad_census", graph => TriadCensus.Compute(graph.Directed), triads => [.. triads.Counts.ToArray().Select(count => (double)count)]) with { Size = GraphSize.Small },
        GraphCase.Equal("assortativity", graph => DegreeAssortativity.Compute(graph.Directed), coefficient => [coefficient]),
        GraphCase.Equal("reciprocity", graph => Reciprocity.Compute(graph.Directed), share => [share]),
        GraphCase.Equal("density", graph => Density.Compute(graph.Directed), share => [share]),

        // Centrality
        GraphCase.Equal("pagerank", graph => PageRank.Compute(graph.Directed), ranks => ranks, 1e-6),
        GraphCase.Equal("personalised_pagerank", graph => PersonalisedPageRank.Compute(graph.Directed, [.. graph.Sources]), ranks => ranks, 1e-6),
        GraphCase.Equal("hits", graph => Hits.Compute(graph.Directed), scores => [.. ByMaximum(scores.Hubs), .. ByMaximum(scores.Authorities)], 1e-6),
        GraphCase.Equal("eigenvector", graph => Eigenvector.Compute(graph.Undirected), scores => ByMaximum(scores.Scores), 1e-6),
        GraphCase.Equal("katz", graph => Katz.Compute(graph.Undirected, 0.001), scores => ByMaximum(scores.Scores), 1e-6),
        GraphCase.Equal("closeness", graph => Closeness.Compute(graph.Undirected), scores => scores.Closeness.ToArray()) with { Size = GraphSize.Small },
        GraphCase.Equal("harmonic", graph => Closeness.Compute(graph.Undirected), scores => scores.Harmonic.ToArray()) with { Size = GraphSize.Small },
        GraphCase.Equal("betweenness", graph => Betweenness.Compute(graph.Undirected), shares => shares) with { Size = GraphSize.Small },

        // Communities, similarity, flows and trees
        GraphCase.NotLower("leiden", graph => Leiden.Compute(graph.Undirected, new LeidenOptions(MaximumPasses: 2)), QualityOf, slack: 0.002),
        // Label propagation ends at one of many very different divisions, and the peer draws another one in each run.
        GraphCase.NotLower("label_propagation", graph => LabelPropagation.Compute(graph.Undirected), QualityOf, slack: 0.2),
        GraphCase.Equal("modularity", graph => Modularity.Compute(graph.Undirected, Stripes(graph)), quality => [quality]),
        GraphCase.Equal("jaccard", graph => Jaccard.OfPairs(graph.Undirected, graph.Pairs.Firsts, graph.Pairs.Seconds), scores => scores),
        GraphCase.Equal("adamic_adar", graph => graph.Sources.Select(node => AdamicAdar.Top(graph.Undirected, node, int.MaxValue)).ToArray(), Sums),
        GraphCase.Equal("maxflow", graph => MaximumFlow.Compute(graph.Undirected, graph.Sources[0], graph.Sources[1]), flow => [flow.Value]) with { Size = GraphSize.Published },
        GraphCase.Equal("spanning_forest", graph => SpanningForest.Compute(graph.Undirected), forest => [forest.TotalWeight]),
    ];

    private static double[] ByMaximum(ReadOnlyMemory<double> scores)
    {
        var largest = scores.ToArray().Max();
        return Array.ConvertAll(scores.ToArray(), score => score / largest);
    }

    private static double QualityOf(BenchmarkGraph graph, CommunityLabels communities) => Modularity.Compute(graph.Undirected, communities.CommunityOf.Span);

    /// <summary>64 communities that both sides can name.</summary>
    private static int[] Stripes(BenchmarkGraph graph) => [.. Enumerable.Range(0, graph.Undirected.NodeCount).Select(v => v % 64)];

    private static double[] Sums(IReadOnlyList<SimilarNode>[] rows) => Array.ConvertAll(rows, row => row.Sum(similar => similar.Score));

    /// <summary>For each source: nodes that were reached and the sum of their distances.</summary>
    private static double[] Reached(IEnumerable<BreadthFirstTree> trees) =>
        [.. trees.Select(tree => tree.Distances.ToArray().Where(distance => distance >= 0).ToList()).SelectMany(reached => new double[] { reached.Count, reached.Sum() })];

    /// <summary>Distances, −1 for none.</summary>
    private static double[] Lengths(double[] distances) => Array.ConvertAll(distances, distance => double.IsFinite(distance) ? distance : -1);
}
