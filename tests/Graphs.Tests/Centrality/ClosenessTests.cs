using NetMl.Graphs.Centrality;
using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Tests.Centrality;

public class ClosenessTests
{
    private const double Tolerance = 1e-10;

    [Theory]
    [InlineData(1, 40, 60)]
    [InlineData(2, 300, 500)]
    [InlineData(3, 600, 3000)]
    public void Compute_RandomGraph_EqualsSumsOverAllDistances(int seed, int nodes, int rows) =>
        EqualsSlow(RandomGraphs.Directed(seed, nodes, rows));

    [Theory]
    [MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_EqualsSumsOverAllDistances(string name)
    {
        EqualsSlow(OddGraphs.Directed(name));
        EqualsSlow(OddGraphs.Undirected(name));
    }

    // 0 → 1 → 2: node 2 is reached by two nodes at distances 1 and 2, node 1 by one of two.
    [Fact]
    public void Compute_DirectedPath_MeasuresDistancesToTheNode()
    {
        var scores = Closeness.Compute(CsrBuilder.Directed(3, [0, 1], [1, 2]));

        Assert.Equal([0, 0.5, 2 / 3.0], scores.Closeness.ToArray());
        Assert.Equal([0, 1, 1.5], scores.Harmonic.ToArray());
    }

    [Fact]
    public void Compute_AnyThreads_GivesTheSameBits()
    {
        var graph = RandomGraphs.Directed(4, 1500, 6000);

        ThreadCounts.AgreeOn(threads => Closeness.Compute(graph, threads).Closeness.ToArray());
        ThreadCounts.AgreeOn(threads => Closeness.Compute(graph, threads).Harmonic.ToArray());
    }

    [Fact]
    public void Compute_RenamedNodes_ScoresMoveWithThem() =>
        Renaming.MovesResults(RandomGraphs.Directed(5, 300, 900), graph => Closeness.Compute(graph).Harmonic.ToArray());

    // networkx 2.8.8: closeness_centrality and harmonic_centrality of nodes 1, 3 and 34.
    [SkippableFact]
    public void Compute_KarateClub_GivesTheHighestScoresOfNetworkx()
    {
        var scores = Closeness.Compute(ReferenceGraphs.ReadUndirected("karate.edges.txt"));

        var highest = scores.Closeness.ToArray().OrderDescending().ToArray();
        Assert.Equal(0.5689655172413793, highest[0], Tolerance);
        Assert.Equal(0.559322033898305, highest[1], Tolerance);
        Assert.Equal(0.55, highest[2], Tolerance);
        Assert.Equal(23.25, scores.Harmonic.ToArray().Max(), Tolerance);
    }

    private static void EqualsSlow(CsrGraph graph)
    {
        var n = graph.NodeCount;
        var distance = new SlowPaths(graph).Distance;

        var scores = Closeness.Compute(graph);

        for (var v = 0; v < n; v++)
        {
            var near = Enumerable.Range(0, n).Select(s => distance[s][v]).Where(d => d > 0).ToArray();
            var closeness = near.Length == 0 ? 0 : (double)near.Length / (n - 1) * near.Length / near.Sum();
            Assert.Equal(closeness, scores.Closeness.Span[v], Tolerance);
            Assert.Equal(near.Sum(d => 1.0 / d), scores.Harmonic.Span[v], Tolerance * Math.Max(1, near.Length));
        }
    }
}
