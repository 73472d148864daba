using NetMl.Graphs.Communities;
using NetMl.Graphs.Csr;
using NetMl.Graphs.Structure;

namespace NetMl.Graphs.Tests.Communities;

public class LeidenTests
{
    [Theory]
    [InlineData(1, 200, 150, 1)]
    [InlineData(2, 300, 900, 1)]
    [InlineData(3, 300, 600, 0.05)]
    [InlineData(4, 300, 2000, 3)]
    public void Compute_RandomGraph_EveryCommunityIsConnected(int seed, int nodes, int rows, double resolution)
    {
        var graph = RandomGraphs.Undirected(seed, nodes, rows);
        foreach (var weighted in new[] { false, true })
        {
            var communities = Leiden.Compute(graph, new LeidenOptions(resolution, weighted, Seed: seed));

            CommunityGraphs.IsNumberedByFirstNode(communities, nodes);
            Assert.Equal(communities.Count, WeakComponents.Compute(Within(graph, communities.CommunityOf.Span)).Count);
        }
    }

    [Theory]
    [MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_EveryCommunityIsConnected(string name)
    {
        var graph = OddGraphs.Undirected(name);

        var communities = Leiden.Compute(graph);

        CommunityGraphs.IsNumberedByFirstNode(communities, graph.NodeCount);
        Assert.Equal(communities.Count, WeakComponents.Compute(Within(graph, communities.CommunityOf.Span)).Count);
    }

    [Fact]
    public void Compute_RingOfCliques_FindsEach()
    {
        var communities = Leiden.Compute(CommunityGraphs.Cliques(8, 5));

        Assert.Equal(Enumerable.Range(0, 40).Select(v => v / 5), communities.CommunityOf.ToArray());
    }

    [Fact]
    public void Compute_HighResolution_LeavesEachNodeAlone() =>
        Assert.Equal(10, Leiden.Compute(CommunityGraphs.TwoCliques(), new LeidenOptions(Resolution: 100)).Count);

    [Fact]
    public void Compute_ResolutionZero_GivesComponents() =>
        Assert.Equal(1, Leiden.Compute(CommunityGraphs.TwoCliques(), new LeidenOptions(Resolution: 0)).Count);

    // 0.4198 is the optimum for the karate club (Brandes et al. 2008, "On modularity clustering"): most seeds find it.
    [SkippableFact]
    public void Compute_KarateClub_FindsTheOptimum()
    {
        var graph = ReferenceGraphs.ReadUndirected("karate.edges.txt");

        var best = Enumerable.Range(0, 10).Max(seed => Modularity.Compute(graph, Leiden.Compute(graph, new LeidenOptions(Seed: seed)).CommunityOf.Span));

        Assert.Equal(0.4198, best, 0.00005);
    }

    [Fact]
    public void Compute_SameSeed_GivesTheSameCommunities()
    {
        var graph = RandomGraphs.Undirected(5, 500, 1500);

        Assert.Equal(Leiden.Compute(graph).CommunityOf.ToArray(), Leiden.Compute(graph).CommunityOf.ToArray());
    }

    [Fact]
    public void Compute_Weighted_FollowsHeavyEdges()
    {
        // A ring of four whose heavy edges are 1 — 2 and 3 — 0.
        var graph = CsrBuilder.UndirectedSimple(CsrBuilder.Directed(4, [0, 1, 2, 3], [1, 2, 3, 0], [1, 10, 1, 10]).Graph);

        Assert.Equal([0, 1, 1, 0], Leiden.Compute(graph, new LeidenOptions(Weighted: true)).CommunityOf.ToArray());
    }

    [Theory]
    [InlineData(-1, 0.01, 1)]
    [InlineData(double.NaN, 0.01, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 0.01, 0)]
    public void Compute_OptionOutOfRange_Throws(double resolution, double randomness, int passes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Leiden.Compute(CsrGraph.Empty, new LeidenOptions(resolution, false, randomness, passes)));

    [Fact]
    public void Compute_Cancelled_Ends()
    {
        var graph = CommunityGraphs.Cliques(4, 5);

        Assert.Throws<OperationCanceledException>(() => Leiden.Compute(graph, cancellationToken: new CancellationToken(canceled: true)));
        Assert.Throws<OperationCanceledException>(() => LabelPropagation.Compute(graph, cancellationToken: new CancellationToken(canceled: true)));
    }

    /// <summary>The edges inside communities.</summary>
    private static CsrGraph Within(CsrGraph graph, ReadOnlySpan<int> communityOf)
    {
        List<int> sources = [], targets = [];
        for (var v = 0; v < graph.NodeCount; v++)
        {
            foreach (var u in graph.Neighbours(v))
            {
                if (communityOf[u] != communityOf[v])
                    continue;
                sources.Add(v);
                targets.Add(u);
            }
        }
        return CsrBuilder.Directed(graph.NodeCount, sources.ToArray(), targets.ToArray());
    }
}
