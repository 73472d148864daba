using NetMl.Graphs.Centrality;
using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Tests.Centrality;

public class BetweennessTests
{
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData(1, 30, 40)]
    [InlineData(2, 60, 100)]
    [InlineData(3, 60, 400)]
    public void Compute_RandomGraph_EqualsSumOverAllPairs(int seed, int nodes, int rows)
    {
        EqualsSlow(RandomGraphs.Directed(seed, nodes, rows));
        EqualsSlow(RandomGraphs.Undirected(seed, nodes, rows));
    }

    [Theory]
    [MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_EqualsSumOverAllPairs(string name)
    {
        EqualsSlow(OddGraphs.Directed(name));
        EqualsSlow(OddGraphs.Undirected(name));
    }

    // 0 — 1 — 2: the middle lies on the only pair's path, both ways.
    [Fact]
    public void Compute_Path_MiddleHasAll() =>
        Assert.Equal([0, 1, 0], Betweenness.Compute(CsrBuilder.Directed(3, [0, 1, 1, 2], [1, 0, 2, 1])));

    [Fact]
    public void Compute_AnyThreads_GivesTheSameBits()
    {
        var graph = RandomGraphs.Undirected(4, 400, 1200);

        ThreadCounts.AgreeOn(threads => Betweenness.Compute(graph, threads));
    }

    [Fact]
    public void Compute_RenamedNodes_SharesMoveWithThem() =>
        Renaming.MovesResults(RandomGraphs.Directed(5, 200, 500), graph => Betweenness.Compute(graph), Tolerance);

    // networkx 2.8.8: betweenness_centrality of nodes 1, 34, 33 and 3; Freeman-normalised as published.
    [SkippableFact]
    public void Compute_KarateClub_GivesPublishedScores()
    {
        var shares = Betweenness.Compute(ReferenceGraphs.ReadUndirected("karate.edges.txt"));

        double[] expected = [0.43763528138528146, 0.30407497594997596, 0.14524711399711404, 0.14365680615680615];
        foreach (var (share, index) in shares.OrderDescending().Take(4).Select((share, index) => (share, index)))
            Assert.Equal(expected[index], share, Tolerance);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sampled_ManySeeds_StaysWithinTheBoundAsOftenAsStated(bool isDirected)
    {
        var graph = isDirected ? RandomGraphs.Directed(6, 120, 300) : RandomGraphs.Undirected(6, 120, 200);
        var exact = Betweenness.Compute(graph);
        const int Seeds = 40;

        var failures = Enumerable.Range(0, Seeds).Count(seed =>
            Largest(exact, Betweenness.Sampled(graph, new BetweennessSampling(0.05, 0.2, seed)).Shares.Span) > 0.05);

        Assert.InRange(failures, 0, Seeds * 0.2);
    }

    /// <summary>Far more samples than the bound asks for would show a wrong chance of any path.</summary>
    [Theory]
    [MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Sampled_OddGraph_IsNearTheExactShares(string name)
    {
        foreach (var graph in new[] { OddGraphs.Directed(name), OddGraphs.Undirected(name) })
        {
            var sampled = Betweenness.Sampled(graph, new BetweennessSampling(0.02));

            Assert.InRange(Largest(Betweenness.Compute(graph), sampled.Shares.Span), 0, 0.02);
        }
    }

    [Fact]
    public void Sampled_ManySamples_HasNoBias()
    {
        var graph = RandomGraphs.Undirected(7, 40, 60);
        var exact = Betweenness.Compute(graph);

        var sampled = Betweenness.Sampled(graph, new BetweennessSampling(0.002));

        // Five standard deviations of a share p from r samples: 5 · √(p / r).
        for (var v = 0; v < exact.Length; v++)
            Assert.Equal(exact[v], sampled.Shares.Span[v], 1e-6 + 5 * Math.Sqrt(exact[v] / sampled.Samples));
    }

    [Fact]
    public void Sampled_AnyThreads_GivesTheSameBits()
    {
        var graph = RandomGraphs.Directed(8, 500, 2000);

        ThreadCounts.AgreeOn(threads => Betweenness.Sampled(graph, new BetweennessSampling(0.05), threads).Shares.ToArray());
    }

    // A path: a search looks at up to 2 · 500 edges, so that the bound asked for takes millions of looks.
    [Fact]
    public void Sampled_LittleWork_DrawsFewerAndStatesAWiderBound()
    {
        var graph = CsrBuilder.UndirectedSimple(CsrBuilder.Directed(500, [.. Enumerable.Range(0, 499)], [.. Enumerable.Range(1, 499)], []).Graph);

        var all = Betweenness.Sampled(graph);
        var some = Betweenness.Sampled(graph, new BetweennessSampling(MaximumWork: 200_000));

        Assert.Equal(0.01, all.ErrorBound);
        Assert.InRange(some.Samples, 200, 2_000);
        Assert.Equal(0.01 * Math.Sqrt((double)all.Samples / some.Samples), some.ErrorBound, 0.001);
        Assert.InRange(Largest(Betweenness.Compute(graph), some.Shares.Span), 0, some.ErrorBound);
        Assert.Throws<OperationCanceledException>(() => Betweenness.Compute(graph, cancellationToken: new CancellationToken(canceled: true)));
        Assert.Throws<OperationCanceledException>(() => Betweenness.Sampled(graph, cancellationToken: new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(1, 0.1)]
    [InlineData(0.1, 0)]
    [InlineData(1e-8, 0.1)]
    public void Sampled_BoundOutOfRange_Throws(double error, double chance)
    {
        var graph = RandomGraphs.Undirected(9, 20, 40);

        Assert.Throws<ArgumentOutOfRangeException>(() => Betweenness.Sampled(graph, new BetweennessSampling(error, chance)));
    }

    private static double Largest(double[] exact, ReadOnlySpan<double> estimates)
    {
        var largest = 0.0;
        for (var v = 0; v < exact.Length; v++)
            largest = Math.Max(largest, Math.Abs(exact[v] - estimates[v]));
        return largest;
    }

    private static void EqualsSlow(CsrGraph graph)
    {
        var n = graph.NodeCount;
        if (n > 100)
            return;
        var slow = new SlowPaths(graph);
        var shares = Betweenness.Compute(graph);
        Assert.Equal(n, shares.Length);
        for (var v = 0; v < n; v++)
        {
            var sum = 0.0;
            foreach (var (s, t) in from s in Enumerable.Range(0, n) from t in Enumerable.Range(0, n) where s != t && s != v && t != v select (s, t))
            {
                int first = slow.Distance[s][v], second = slow.Distance[v][t];
                if (first >= 0 && second >= 0 && first + second == slow.Distance[s][t])
                    sum += slow.Paths[s][v] * slow.Paths[v][t] / slow.Paths[s][t];
            }
            Assert.Equal(n < 3 ? 0 : sum / ((n - 1.0) * (n - 2.0)), shares[v], Tolerance);
        }
    }
}
