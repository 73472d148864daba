using NetMl.Graphs.Csr;
using NetMl.Graphs.Generators;
using NetMl.Graphs.Traversal;

namespace NetMl.Graphs.Tests.Traversal;

public class BreadthFirstSearchTests
{
    // 0 → 1 → 3 ← 2 ← 0    3 → 4    5 → 0
    [Fact]
    public void Compute_TwoShortestPaths_KeepsTheSmallestParent()
    {
        var tree = BreadthFirstSearch.Compute(CsrBuilder.Directed(6, [0, 0, 1, 2, 3, 5], [2, 1, 3, 3, 4, 0]), 0);

        Assert.Equal([0, 1, 1, 2, 3, -1], tree.Distances.ToArray());
        Assert.Equal([0, 0, 0, 1, 3, -1], tree.Parents.ToArray());
    }

    [Theory]
    [MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_AgreesWithAQueue(string name)
    {
        var graph = OddGraphs.Directed(name);
        for (var source = 0; source < graph.NodeCount; source += 7)
        {
            AgreesWithAQueue(graph, source);
            AgreesWithAQueue(OddGraphs.Undirected(name), source);
        }
    }

    [Theory]
    [InlineData(1, 50, 40)]
    [InlineData(2, 200, 600)]
    [InlineData(3, 1000, 30_000)]
    public void Compute_RandomGraph_AgreesWithAQueue(int seed, int nodes, int rows)
    {
        var graph = RandomGraphs.Directed(seed, nodes, rows);
        AgreesWithAQueue(graph, 0);
        _ = graph.Transpose;
        AgreesWithAQueue(graph, 0);
        AgreesWithAQueue(RandomGraphs.Undirected(seed, nodes, rows), nodes - 1);
    }

    [Fact]
    public void Compute_HubsAndManyNodes_AgreesWithAQueue()
    {
        var rows = RMat.Draw(13, 8, 4);
        var graph = CsrBuilder.Directed(rows.NodeCount, rows.Sources.Span, rows.Targets.Span);
        var source = Enumerable.Range(0, graph.NodeCount).First(v => graph.OutDegree(v) == 1);
        AgreesWithAQueue(graph, source);
        _ = graph.Transpose;
        AgreesWithAQueue(graph, source);
        AgreesWithAQueue(CsrBuilder.UndirectedSimple(graph), source);
    }

    [Fact]
    public void Compute_RenamedNodes_DistancesMoveWithThem()
    {
        var graph = RandomGraphs.Directed(6, 100, 250);
        var permutation = RandomGraphs.Permutation(7, 100);

        var distances = BreadthFirstSearch.Compute(graph, 0).Distances.ToArray();
        var renamed = BreadthFirstSearch.Compute(RandomGraphs.Renamed(graph, permutation), permutation[0]).Distances.ToArray();

        Assert.Equal(distances, permutation.Select(v => renamed[v]));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Compute_NoSuchSource_Throws(int source) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BreadthFirstSearch.Compute(CsrBuilder.Directed(3, [], []), source));

    private static void AgreesWithAQueue(CsrGraph graph, int source)
    {
        int[] distances = Enumerable.Repeat(-1, graph.NodeCount).ToArray(), parents = [.. distances];
        (distances[source], parents[source]) = (0, source);
        var queue = new Queue<int>([source]);
        while (queue.TryDequeue(out var u))
        {
            foreach (var v in graph.Neighbours(u))
            {
                if (distances[v] < 0)
                {
                    distances[v] = distances[u] + 1;
                    queue.Enqueue(v);
                    parents[v] = u;
                }
                else if (distances[v] == distances[u] + 1)
                    parents[v] = Math.Min(parents[v], u);
            }
        }
        foreach (var threads in ThreadCounts.Few)
        {
            var tree = BreadthFirstSearch.Compute(graph, source, threads);
            Assert.Equal(distances, tree.Distances.ToArray());
            Assert.Equal(parents, tree.Parents.ToArray());
        }
    }
}
