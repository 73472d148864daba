using NetMl.Graphs.Centrality;
using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Tests.Centrality;

public class HitsTests
{
    private const double Tolerance = 1e-8;

    [Theory]
    [InlineData(1, 30, 100, false)]
    [InlineData(2, 60, 500, true)]
    public void Compute_RandomGraph_ScoresSupportEachOther(int seed, int nodes, int rows, bool weighted)
    {
        var graph = RandomGraphs.Directed(seed, nodes, rows);

        var result = Hits.Compute(graph, new IterationOptions(1e-12, Weighted: weighted));

        Assert.True(result.HasConverged);
        AreProportional(result.Hubs.Span, graph, weighted, result.Authorities.Span);
        AreProportional(result.Authorities.Span, graph.Transpose, weighted, result.Hubs.Span);
    }

    // 0 → 2, 1 → 2, 0 → 3: hub 0 points to both; authority 2 is pointed to by both.
    [Fact]
    public void Compute_SmallGraph_RanksHubsAndAuthorities()
    {
        var result = Hits.Compute(CsrBuilder.Directed(4, [0, 1, 0], [2, 2, 3]));

        // Golden section: h0 : h1 = φ : 1.
        var larger = (Math.Sqrt(5) - 1) / 2;
        Assert.Equal([larger, 1 - larger, 0, 0], result.Hubs.ToArray(), Close);
        Assert.Equal([0, 0, larger, 1 - larger], result.Authorities.ToArray(), Close);
    }

    [Theory]
    [MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_SumsToOneOrZero(string name)
    {
        var result = Hits.Compute(OddGraphs.Directed(name));

        var expected = OddGraphs.Directed(name).EdgeCount == 0 ? 0 : 1;
        Assert.Equal(expected, result.Hubs.ToArray().Sum(), Tolerance);
        Assert.Equal(expected, result.Authorities.ToArray().Sum(), Tolerance);
    }

    [Fact]
    public void Compute_AnyThreads_GivesTheSameBits()
    {
        var graph = RandomGraphs.Directed(3, 3000, 20_000);

        ThreadCounts.AgreeOn(threads => Hits.Compute(graph, threads: threads).Hubs.ToArray());
        ThreadCounts.AgreeOn(threads => Hits.Compute(graph, threads: threads).Authorities.ToArray());
    }

    [Fact]
    public void Compute_RenamedNodes_ScoresMoveWithThem() =>
        Renaming.MovesResults(RandomGraphs.Directed(4, 100, 600), graph => Hits.Compute(graph).Authorities.ToArray(), Tolerance);

    private static bool Close(double first, double second) => Math.Abs(first - second) < Tolerance;

    /// <summary>Each score is the sum of the others along the rows, but for one factor.</summary>
    private static void AreProportional(ReadOnlySpan<double> scores, CsrGraph rows, bool weighted, ReadOnlySpan<double> others)
    {
        var sums = new double[scores.Length];
        for (var v = 0; v < sums.Length; v++)
        {
            for (var i = 0; i < rows.OutDegree(v); i++)
                sums[v] += (weighted ? rows.NeighbourWeights(v)[i] : 1) * others[rows.Neighbours(v)[i]];
        }
        var factor = sums.Sum();
        for (var v = 0; v < sums.Length; v++)
            Assert.Equal(scores[v], sums[v] / factor, Tolerance);
    }
}
