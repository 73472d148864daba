using NetMl.Graphs.Csr;
using NetMl.Graphs.Structure;

namespace NetMl.Graphs.Tests.Structure;

public class ClusteringTests
{
    // 0 ─ 1
    // │ ╱        triangle 0-1-2, tail 2-3
    // 2 ─ 3
    [Fact]
    public void Compute_TriangleWithTail_MatchesHandWork()
    {
        var graph = CsrBuilder.UndirectedSimple(CsrBuilder.Directed(4, [0, 0, 1, 2], [1, 2, 2, 3]));

        var clustering = Clustering.Compute(graph);

        Assert.Equal([1, 1, 1.0 / 3, 0], clustering.Local.ToArray());
        Assert.Equal((1 + 1 + 1.0 / 3) / 4, clustering.Average, 1e-12);
        // One triangle; paths of length two: one around 0, one around 1, three around 2.
        Assert.Equal(3.0 / 5, clustering.Global, 1e-12);
    }

    [Fact]
    public void Compute_NoNodes_IsZero() => Assert.Equal((0, 0), (Clustering.Compute(CsrGraph.Empty).Average, Clustering.Compute(CsrGraph.Empty).Global));

    [Fact]
    public void Compute_AnyThreads_GivesTheSameBits() =>
        ThreadCounts.AgreeOn(threads => Clustering.Compute(RandomGraphs.Undirected(3, 3000, 20_000), threads).Local.ToArray());

    [Fact]
    public void Compute_RenamedNodes_MovesWithThem()
    {
        var graph = RandomGraphs.Undirected(1, 50, 300);
        var permutation = RandomGraphs.Permutation(2, 50);

        var clustering = Clustering.Compute(graph).Local.ToArray();
        var renamed = Clustering.Compute(RandomGraphs.Renamed(graph, permutation)).Local.ToArray();

        for (var v = 0; v < 50; v++)
            Assert.Equal(clustering[v], renamed[permutation[v]]);
    }
}
