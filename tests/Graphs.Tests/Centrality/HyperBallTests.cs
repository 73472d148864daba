using NetMl.Graphs.Centrality;
using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Tests.Centrality;

public class HyperBallTests
{
    [Fact]
    public void Compute_ManySeeds_ErrorsAreThoseStated()
    {
        var graph = RandomGraphs.Directed(1, 400, 1600);
        var exact = Closeness.Compute(graph);
        var reachable = new SlowPaths(graph.Transpose).Distance.Select(row => row.Count(d => d >= 0)).ToArray();
        double counts = 0, harmonic = 0, closeness = 0, stated = 0;
        const int Seeds = 20;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var estimates = HyperBall.Compute(graph, new HyperBallOptions(6, seed));
            stated = estimates.RelativeStandardError;
            for (var v = 0; v < graph.NodeCount; v++)
            {
                counts += Square(estimates.Reachable.Span[v] / reachable[v] - 1);
                harmonic += Square(estimates.Harmonic.Span[v] / Math.Max(exact.Harmonic.Span[v], 1e-9) - 1) * (exact.Harmonic.Span[v] > 0 ? 1 : 0);
                closeness += Square(estimates.Closeness.Span[v] / Math.Max(exact.Closeness.Span[v], 1e-9) - 1) * (exact.Closeness.Span[v] > 0 ? 1 : 0);
            }
        }

        var runs = Seeds * graph.NodeCount;
        Assert.Equal(0.13, stated, 1e-9);
        Assert.InRange(Math.Sqrt(counts / runs), 0.2 * stated, 1.2 * stated);
        Assert.InRange(Math.Sqrt(harmonic / runs), 0, 1.2 * stated);
        Assert.InRange(Math.Sqrt(closeness / runs), 0, 2 * stated);
    }

    [Fact]
    public void Compute_ManyRegisters_NeighbourhoodFunctionIsNearTheExactOne()
    {
        var graph = RandomGraphs.Undirected(2, 500, 1000);
        var distances = new SlowPaths(graph).Distance.SelectMany(row => row).Where(d => d >= 0).ToArray();

        var pairs = HyperBall.Compute(graph, new HyperBallOptions(14)).NeighbourhoodFunction.ToArray();

        Assert.Equal(distances.Max() + 1, pairs.Length);
        for (var t = 0; t < pairs.Length; t++)
            Assert.Equal(1, pairs[t] / distances.Count(d => d <= t), 0.02);
    }

    [Fact]
    public void Compute_AnyThreads_GivesTheSameBits()
    {
        var graph = RandomGraphs.Directed(3, 2000, 8000);

        ThreadCounts.AgreeOn(threads => HyperBall.Compute(graph, threads: threads).Closeness.ToArray());
        ThreadCounts.AgreeOn(threads => HyperBall.Compute(graph, threads: threads).NeighbourhoodFunction.ToArray());
    }

    [Theory]
    [MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_IsNearTheExactScores(string name)
    {
        var graph = OddGraphs.Directed(name);
        var exact = Closeness.Compute(graph);

        var estimates = HyperBall.Compute(graph, new HyperBallOptions(12));

        for (var v = 0; v < graph.NodeCount; v++)
        {
            Assert.Equal(exact.Closeness.Span[v], estimates.Closeness.Span[v], 0.1 * exact.Closeness.Span[v]);
            Assert.Equal(exact.Harmonic.Span[v], estimates.Harmonic.Span[v], 0.1 * exact.Harmonic.Span[v]);
        }
    }

    // 0 → 1 → 2 → 3 with one step: only direct neighbours count.
    [Fact]
    public void Compute_OneStep_SeesDirectNeighboursOnly()
    {
        var estimates = HyperBall.Compute(CsrBuilder.Directed(4, [0, 1, 2], [1, 2, 3]), new HyperBallOptions(12, MaximumSteps: 1));

        Assert.Equal(2, estimates.NeighbourhoodFunction.Length);
        Assert.Equal(1, estimates.Harmonic.Span[3], 0.01);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(17)]
    public void Compute_RegistersOutOfRange_Throws(int log2Registers) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => HyperBall.Compute(CsrGraph.Empty, new HyperBallOptions(log2Registers)));

    private static double Square(double x) => x * x;
}
