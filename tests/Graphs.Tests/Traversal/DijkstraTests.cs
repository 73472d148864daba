using NetMl.Graphs.Csr;
using NetMl.Graphs.Traversal;

namespace NetMl.Graphs.Tests.Traversal;

/// <summary>Also of <see cref="DeltaStepping"/>, which must give the same bits.</summary>
public class DijkstraTests
{
    // 0 ─1→ 1 ─1→ 2 ─0→ 3    0 ─5→ 2    4 ─1→ 0
    private static readonly CsrGraph Small = CsrBuilder.Directed(5, [0, 1, 0, 2, 4], [1, 2, 2, 3, 0], [1, 1, 5, 0, 1]).Graph;

    [Fact]
    public void Compute_SmallGraph_TakesTheShorterWayRound()
    {
        var paths = Dijkstra.Compute(Small, 0);

        Assert.Equal([0, 1, 2, 2, double.PositiveInfinity], paths.Distances.ToArray());
        Assert.Equal([-1, 0, 1, 2, -1], paths.Predecessors.ToArray());
        Assert.Equal([0, 1, 2, 3], paths.PathTo(3));
        Assert.Equal([0], paths.PathTo(0));
        Assert.Empty(paths.PathTo(4));
    }

    [Theory]
    [InlineData(1, 40, 120)]
    [InlineData(2, 60, 70)]
    [InlineData(3, 30, 600)]
    [InlineData(4, 300, 2000)]
    public void Compute_RandomGraph_AgreesWithRelaxingAllEdges(int seed, int nodes, int rows)
    {
        var graph = RandomGraphs.Weighted(seed, nodes, rows);
        for (var source = 0; source < nodes; source += 7)
            AgreesWithRelaxingAllEdges(graph, source);
    }

    [Theory, MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_AgreesWithRelaxingAllEdges(string name)
    {
        for (var source = 0; source < OddGraphs.Directed(name).NodeCount; source += 13)
            AgreesWithRelaxingAllEdges(OddGraphs.Directed(name), source);
    }

    [Fact]
    public void Compute_RenamedNodes_MovesDistances()
    {
        var graph = RandomGraphs.Weighted(5, 100, 400);
        var permutation = RandomGraphs.Permutation(17, 100);

        var distances = Dijkstra.Compute(graph, 3).Distances.ToArray();
        var renamed = Dijkstra.Compute(RandomGraphs.Renamed(graph, permutation), permutation[3]).Distances.ToArray();

        Assert.Equal(distances, permutation.Select(v => renamed[v]));
    }

    [Theory]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(1e-320, 1e-320)]
    [InlineData(1e308, 1e308)]
    public void Compute_ExtremeWeights_AgreesWithRelaxingAllEdges(double first, double second) =>
        AgreesWithRelaxingAllEdges(CsrBuilder.Directed(4, [0, 1, 2, 0], [1, 2, 3, 3], [first, second, first, 1]).Graph, 0);

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Compute_BadLength_IsRefused(double weight)
    {
        var graph = CsrBuilder.Directed(2, [0], [1], [weight]).Graph;

        Assert.Contains("Edge 0", Assert.Throws<ArgumentException>(() => Dijkstra.Compute(graph, 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => DeltaStepping.Compute(graph, 0));
    }

    [Fact]
    public void Compute_NoSuchNode_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Dijkstra.Compute(Small, -1));

    private static void AgreesWithRelaxingAllEdges(CsrGraph graph, int source)
    {
        var expected = RelaxingAllEdges(graph, source);

        var paths = Dijkstra.Compute(graph, source);

        Assert.Equal(expected, paths.Distances.ToArray());
        Assert.Equal(expected, ThreadCounts.AgreeOn(threads => DeltaStepping.Compute(graph, source, threads)));
        for (var v = 0; v < graph.NodeCount; v++)
        {
            var path = paths.PathTo(v);
            Assert.Equal(double.IsPositiveInfinity(expected[v]), path.Length == 0);
            var length = 0.0;
            for (var i = 1; i < path.Length; i++)
                length += graph.NeighbourWeights(path[i - 1])[graph.Neighbours(path[i - 1]).BinarySearch(path[i])];
            if (path.Length > 0)
                Assert.Equal(expected[v], length);
        }
    }

    private static double[] RelaxingAllEdges(CsrGraph graph, int source)
    {
        var distances = Enumerable.Repeat(double.PositiveInfinity, graph.NodeCount).ToArray();
        distances[source] = 0;
        for (var hasChanged = true; hasChanged;)
        {
            hasChanged = false;
            for (var v = 0; v < graph.NodeCount; v++)
            {
                for (var i = 0; i < graph.OutDegree(v); i++)
                {
                    ref var distance = ref distances[graph.Neighbours(v)[i]];
                    if (distances[v] + graph.NeighbourWeights(v)[i] >= distance)
                        continue;
                    distance = distances[v] + graph.NeighbourWeights(v)[i];
                    hasChanged = true;
                }
            }
        }
        return distances;
    }
}
