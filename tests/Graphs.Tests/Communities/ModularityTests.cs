using NetMl.Graphs.Communities;
using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Tests.Communities;

public class ModularityTests
{
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData(1, 20, 30, 1)]
    [InlineData(2, 60, 400, 0.5)]
    [InlineData(3, 60, 20, 2)]
    public void Compute_RandomGraph_EqualsSumOverAllPairs(int seed, int nodes, int rows, double resolution)
    {
        var labels = Enumerable.Range(0, nodes).Select(v => v * 7 % 5).ToArray();
        foreach (var graph in new[] { RandomGraphs.Directed(seed, nodes, rows), RandomGraphs.Undirected(seed, nodes, rows) })
        {
            foreach (var weighted in new[] { false, true })
                Assert.Equal(Slow(graph, labels, resolution, weighted), Modularity.Compute(graph, labels, new ModularityOptions(resolution, weighted)), Tolerance);
        }
    }

    // Two triangles joined by one of seven edges: Q = 6/7 − 2 · (7/14)².
    [Fact]
    public void Compute_TwoTriangles_GivesWorkedValue()
    {
        var graph = CommunityGraphs.Cliques(2, 3);

        Assert.Equal(6 / 7.0 - 0.5, Modularity.Compute(graph, [0, 0, 0, 1, 1, 1]), Tolerance);
    }

    [Fact]
    public void Compute_AllInOne_IsZero() => Assert.Equal(0, Modularity.Compute(CommunityGraphs.TwoCliques(), new int[10]), Tolerance);

    [Theory]
    [MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraphEachNodeAlone_EqualsSumOverAllPairs(string name)
    {
        var graph = OddGraphs.Directed(name);
        var labels = Enumerable.Range(0, graph.NodeCount).ToArray();

        Assert.Equal(Slow(graph, labels, 1, false), Modularity.Compute(graph, labels), Tolerance);
    }

    [Fact]
    public void Compute_AnyThreads_GivesTheSameBits()
    {
        var graph = RandomGraphs.Undirected(4, 20_000, 40_000);
        var labels = Enumerable.Range(0, 20_000).Select(v => v % 11).ToArray();

        ThreadCounts.AgreeOn(threads => Modularity.Compute(graph, labels, new ModularityOptions(Weighted: true), threads));
    }

    [Fact]
    public void Compute_CommunityOutOfRange_SaysSo()
    {
        Assert.Throws<ArgumentException>(() => Modularity.Compute(CommunityGraphs.Cliques(2, 3), [0, 0, 0, 6, 1, 1]));
        Assert.Throws<ArgumentException>(() => Modularity.Compute(CommunityGraphs.Cliques(2, 3), [0]));
    }

    private static double Slow(CsrGraph graph, int[] labels, double resolution, bool weighted)
    {
        var n = graph.NodeCount;
        var edge = new double[n, n];
        for (var v = 0; v < n; v++)
        {
            for (var i = 0; i < graph.OutDegree(v); i++)
                edge[v, graph.Neighbours(v)[i]] = weighted ? graph.NeighbourWeights(v)[i] : 1;
        }
        var nodes = Enumerable.Range(0, n).ToArray();
        var outward = nodes.Select(v => nodes.Sum(u => edge[v, u])).ToArray();
        var inward = nodes.Select(v => nodes.Sum(u => edge[u, v])).ToArray();
        var total = outward.Sum();
        var quality = 0.0;
        foreach (var v in nodes)
            quality += nodes.Where(u => labels[u] == labels[v]).Sum(u => edge[v, u] - resolution * outward[v] * inward[u] / Math.Max(total, 1));
        return total == 0 ? 0 : quality / total;
    }
}
