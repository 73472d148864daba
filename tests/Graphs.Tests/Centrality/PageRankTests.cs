using MathNet.Numerics.LinearAlgebra;
using NetMl.Graphs.Centrality;
using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Tests.Centrality;

public class PageRankTests
{
    private const double Tolerance = 1e-9;

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 10, 12)]
    [InlineData(3, 40, 200)]
    [InlineData(4, 60, 30)]
    public void Compute_RandomGraph_SolvesTheLinearSystem(int seed, int nodes, int rows)
    {
        var graph = RandomGraphs.Directed(seed, nodes, rows);

        foreach (var weighted in new[] { false, true })
        {
            var ranks = PageRank.Compute(graph, new PageRankOptions(Weighted: weighted));

            var expected = Solve(graph, 0.85, weighted);
            for (var v = 0; v < nodes; v++)
                Assert.Equal(expected[v], ranks[v], Tolerance);
        }
    }

    [Theory]
    [InlineData(5, 100, 300)]
    [InlineData(6, 1000, 400)]
    public void Compute_AnyGraph_SumsToOne(int seed, int nodes, int rows)
    {
        var ranks = PageRank.Compute(RandomGraphs.Directed(seed, nodes, rows));

        Assert.Equal(1, ranks.Sum(), Tolerance);
        Assert.All(ranks, rank => Assert.True(rank > 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Compute_AnyThreads_GivesTheSameBits(bool weighted)
    {
        var graph = RandomGraphs.Directed(9, 5000, 40_000);

        ThreadCounts.AgreeOn(threads => PageRank.Compute(graph, new PageRankOptions(Weighted: weighted), threads));
    }

    [Theory]
    [MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_SolvesTheLinearSystem(string name)
    {
        var graph = OddGraphs.Directed(name);

        var ranks = PageRank.Compute(graph);

        if (graph.NodeCount > 0)
            Assert.Equal(0, (Solve(graph, 0.85, false) - Vector<double>.Build.Dense(ranks)).L1Norm(), Tolerance);
    }

    [Fact]
    public void Compute_RenamedNodes_RanksMoveWithThem()
    {
        var graph = RandomGraphs.Directed(7, 80, 300);
        var permutation = RandomGraphs.Permutation(8, 80);

        var ranks = PageRank.Compute(graph);
        var renamed = PageRank.Compute(RandomGraphs.Renamed(graph, permutation));

        for (var v = 0; v < 80; v++)
            Assert.Equal(ranks[v], renamed[permutation[v]], Tolerance);
    }

    // 0 → 1 → 2 ↺ 0: a ring treats all nodes alike.
    [Fact]
    public void Compute_Ring_RanksAllAlike()
    {
        var ranks = PageRank.Compute(CsrBuilder.Directed(3, [0, 1, 2], [1, 2, 0]));

        Assert.All(ranks, rank => Assert.Equal(1.0 / 3, rank, Tolerance));
    }

    [Fact]
    public void Compute_NoNodes_GivesNoRanks() => Assert.Empty(PageRank.Compute(CsrGraph.Empty));

    [Fact]
    public void Compute_NoEdges_SpreadsEvenly()
    {
        var ranks = PageRank.Compute(CsrBuilder.Directed(4, [], []));

        Assert.All(ranks, rank => Assert.Equal(0.25, rank, Tolerance));
    }

    [Fact]
    public void Compute_OnlySelfLoop_KeepsItsRank() => Assert.Equal([1.0], PageRank.Compute(CsrBuilder.Directed(1, [0], [0])));

    // 0 → 1 (weight 3), 0 → 2 (weight 1): the heavier edge carries more.
    [Fact]
    public void Compute_Weighted_FollowsHeavyEdges()
    {
        var graph = CsrBuilder.Directed(3, [0, 0], [1, 2], [3, 1]).Graph;

        var ranks = PageRank.Compute(graph, new PageRankOptions(Weighted: true));

        Assert.True(ranks[1] > ranks[2]);
    }

    [Fact]
    public void Compute_NegativeWeight_SaysSo()
    {
        var graph = CsrBuilder.Directed(2, [0], [1], [-1]).Graph;

        Assert.Throws<ArgumentException>(() => PageRank.Compute(graph, new PageRankOptions(Weighted: true)));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    public void Compute_DampingOutOfRange_Throws(double damping) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PageRank.Compute(CsrGraph.Empty, new PageRankOptions(damping)));

    /// <summary>Solves (I − d·P) r = (1 − d)/n, where column v of P spreads v's rank over its targets, or over all nodes when it has none.</summary>
    private static Vector<double> Solve(CsrGraph graph, double damping, bool weighted)
    {
        var n = graph.NodeCount;
        var spread = Matrix<double>.Build.Dense(n, n);
        for (var v = 0; v < n; v++)
        {
            var total = 0.0;
            for (var i = 0; i < graph.OutDegree(v); i++)
                total += weighted ? graph.NeighbourWeights(v)[i] : 1;
            for (var i = 0; i < graph.OutDegree(v); i++)
                spread[graph.Neighbours(v)[i], v] = (weighted ? graph.NeighbourWeights(v)[i] : 1) / total;
            for (var w = 0; w < n && total == 0; w++)
                spread[w, v] = 1.0 / n;
        }
        var system = Matrix<double>.Build.DenseIdentity(n) - damping * spread;
        return system.Solve(Vector<double>.Build.Dense(n, (1 - damping) / n));
    }
}
