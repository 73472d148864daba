using NetMl.Graphs.Csr;
using NetMl.Graphs.FlowsAndTrees;
using NetMl.Graphs.Structure;

namespace NetMl.Graphs.Tests.FlowsAndTrees;

public class SpanningForestTests
{
    // 0 ─1─ 1 ─1─ 2 ─1─ 3 ─1─ 0    1 ─5─ 3    4 ─2─ 5    6
    [Fact]
    public void Compute_EqualWeights_TakesTheLowerEnds()
    {
        var graph = CsrBuilder.UndirectedSimple(CsrBuilder.Directed(7, [0, 1, 2, 3, 1, 4], [1, 2, 3, 0, 3, 5], [1, 1, 1, 1, 5, 2]).Graph);

        var forest = SpanningForest.Compute(graph);

        Assert.Equal([(0, 1), (0, 3), (1, 2), (4, 5)], forest.Edges.ToArray());
        Assert.Equal(5, forest.TotalWeight);
    }

    [Theory]
    [InlineData(1, 60, 200)]
    [InlineData(2, 100, 90)]
    [InlineData(3, 30, 500)]
    [InlineData(4, 9000, 20000)]
    public void Compute_RandomGraph_AgreesWithTakingTheLightestFirst(int seed, int nodes, int rows) =>
        AgreesWithTakingTheLightestFirst(CsrBuilder.UndirectedSimple(RandomGraphs.Weighted(seed, nodes, rows)));

    [Theory, MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_AgreesWithTakingTheLightestFirst(string name) => AgreesWithTakingTheLightestFirst(OddGraphs.Undirected(name));

    [Fact]
    public void Compute_RenamedNodes_WeighsTheSame()
    {
        var graph = CsrBuilder.UndirectedSimple(RandomGraphs.Weighted(5, 100, 400));

        var renamed = SpanningForest.Compute(RandomGraphs.Renamed(graph, RandomGraphs.Permutation(6, 100)));

        Assert.Equal(SpanningForest.Compute(graph).TotalWeight, renamed.TotalWeight, 1e-12);
    }

    [Fact]
    public void Compute_WeightThatIsNoNumber_IsRefused() =>
        Assert.Throws<ArgumentException>(() => SpanningForest.Compute(CsrBuilder.UndirectedSimple(CsrBuilder.Directed(2, [0], [1], [double.NaN]).Graph)));

    private static void AgreesWithTakingTheLightestFirst(CsrGraph graph)
    {
        var forest = ThreadCounts.AgreeOn(threads => SpanningForest.Compute(graph, threads).Edges.ToArray());

        var edges = Enumerable.Range(0, graph.NodeCount)
            .SelectMany(v => graph.Neighbours(v).ToArray().Zip(graph.NeighbourWeights(v).ToArray()).Where(edge => edge.First > v).Select(edge => (edge.Second, Low: v, High: edge.First)));
        var tree = Enumerable.Range(0, graph.NodeCount).ToArray();
        var expected = new List<(int, int)>();
        foreach (var (_, low, high) in edges.Order())
        {
            var (a, b) = (Root(low), Root(high));
            if (a == b)
                continue;
            tree[a] = b;
            expected.Add((low, high));
        }
        Assert.Equal(expected.Order(), forest);
        Assert.Equal(graph.NodeCount - WeakComponents.Compute(graph).Count, forest.Length);

        int Root(int node)
        {
            while (tree[node] != node)
                node = tree[node];
            return node;
        }
    }
}
