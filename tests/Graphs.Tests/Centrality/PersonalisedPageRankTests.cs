using MathNet.Numerics.LinearAlgebra;
using NetMl.Graphs.Centrality;
using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Tests.Centrality;

public class PersonalisedPageRankTests
{
    private const double Tolerance = 1e-9;

    [Theory]
    [InlineData(1, 10, 15)]
    [InlineData(2, 40, 200)]
    [InlineData(3, 60, 30)]
    public void Compute_RandomGraph_SolvesTheLinearSystem(int seed, int nodes, int rows)
    {
        var graph = RandomGraphs.Directed(seed, nodes, rows);
        int[] starts = [1, 5, 5];
        foreach (var weighted in new[] { false, true })
        {
            var ranks = PersonalisedPageRank.Compute(graph, starts, new PageRankOptions(Weighted: weighted));

            var expected = Solve(graph, starts, 0.85, weighted);
            for (var v = 0; v < nodes; v++)
                Assert.Equal(expected[v], ranks[v], Tolerance);
        }
    }

    [Fact]
    public void Compute_AllNodesAsStarts_IsPageRank()
    {
        var graph = RandomGraphs.Directed(4, 100, 300);

        var ranks = PersonalisedPageRank.Compute(graph, Enumerable.Range(0, 100).ToArray());

        Assert.Equal(PageRank.Compute(graph), ranks, (a, b) => Math.Abs(a - b) < Tolerance);
    }

    // 0 → 1   2 → 3: who starts at 0 never sees 2 and 3; 1 leads back to 0, so r0 = 0.15 + 0.85 r1 and r1 = 0.85 r0.
    [Fact]
    public void Compute_TwoPieces_StaysInTheStartsPiece()
    {
        var ranks = PersonalisedPageRank.Compute(CsrBuilder.Directed(4, [0, 2], [1, 3]), [0]);

        Assert.Equal(1 / 1.85, ranks[0], Tolerance);
        Assert.Equal(0.85 / 1.85, ranks[1], Tolerance);
        Assert.Equal([0, 0], ranks[2..]);
    }

    [Theory]
    [MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_SumsToOne(string name)
    {
        var graph = OddGraphs.Directed(name);
        if (graph.NodeCount == 0)
            Assert.Throws<ArgumentException>(() => PersonalisedPageRank.Compute(graph, [0]));
        else
            Assert.Equal(1, PersonalisedPageRank.Compute(graph, [0]).Sum(), Tolerance);
    }

    [Fact]
    public void Compute_AnyThreads_GivesTheSameBits()
    {
        var graph = RandomGraphs.Directed(5, 5000, 30_000);

        ThreadCounts.AgreeOn(threads => PersonalisedPageRank.Compute(graph, [7], threads: threads));
    }

    [Fact]
    public void Compute_NoStarts_SaysSo() => Assert.Throws<ArgumentException>(() => PersonalisedPageRank.Compute(OddGraphs.Directed("pieces"), []));

    /// <summary>Solves (I − d · P) r = (1 − d) · returns, where column v of P spreads v's rank over its targets, or over the starts when it has none.</summary>
    private static Vector<double> Solve(CsrGraph graph, int[] starts, double damping, bool weighted)
    {
        var n = graph.NodeCount;
        var returns = Vector<double>.Build.Dense(n);
        foreach (var start in starts)
            returns[start] += 1.0 / starts.Length;
        var spread = Matrix<double>.Build.Dense(n, n);
        for (var v = 0; v < n; v++)
        {
            var weights = weighted ? graph.NeighbourWeights(v).ToArray() : Enumerable.Repeat(1.0, graph.OutDegree(v)).ToArray();
            for (var i = 0; i < weights.Length; i++)
                spread[graph.Neighbours(v)[i], v] = weights[i] / weights.Sum();
            if (weights.Length == 0)
                spread.SetColumn(v, returns);
        }
        return (Matrix<double>.Build.DenseIdentity(n) - damping * spread).Solve((1 - damping) * returns);
    }
}
