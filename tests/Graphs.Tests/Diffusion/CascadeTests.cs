using NetMl.Graphs.Diffusion;
using NetMl.Graphs.Traversal;

namespace NetMl.Graphs.Tests.Diffusion;

public class CascadeTests
{
    /// <summary>
    /// <code>
    ///   0 → 1 → 2 → 0      a cycle
    ///   2 → 3 → 4   1 → 4  two ways to 4
    ///   5 → 6              apart
    /// </code>
    /// </summary>
    private static readonly (int From, int To)[] Edges = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (1, 4), (5, 6)];

    public static TheoryData<bool, double, int[]> Cases { get; } = new()
    {
        { true, 0.3, [0] }, { false, 0.3, [0] }, { true, 0.5, [2, 5] }, { false, 0.5, [4, 4] }, { true, 0.8, [6] }, { false, 0.1, [0, 3] },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Estimate_TinyGraph_IsNearTheExactSpread(bool isDirected, double probability, int[] seeds)
    {
        var exact = EveryWorld.Spread(7, Edges, isDirected, seeds, probability);

        var spread = IndependentCascade.Estimate(EveryWorld.Graph(7, Edges, isDirected), seeds, new CascadeOptions(probability, 20_000), threads: 2);

        Assert.InRange(spread.Nodes, exact - 4 * spread.StandardError - 1e-9, exact + 4 * spread.StandardError + 1e-9);
        Assert.InRange(spread.StandardError, 0, 0.02);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 7)]
    public void Estimate_CertainOutcome_IsExact(double probability, int expected) => Assert.Equal(
        new Spread(expected, 0), IndependentCascade.Estimate(EveryWorld.Graph(7, Edges, false), [0, 5], new CascadeOptions(probability, 50)));

    [Theory]
    [InlineData(true, 0.3)]
    [InlineData(false, 0.3)]
    [InlineData(true, 0.6)]
    [InlineData(false, 0.6)]
    public void Celf_TinyGraph_ChoosesWhatExactGreedyChooses(bool isDirected, double probability)
    {
        var graph = EveryWorld.Graph(7, Edges, isDirected);

        var choice = CelfSeeds.Compute(graph, 3, new CascadeOptions(probability, 20_000));

        var nodes = choice.Seeds.Select(seed => seed.Node).ToArray();
        var exact = EveryWorld.Spread(7, Edges, isDirected, EveryWorld.Greedy(7, Edges, isDirected, 3, probability), probability);
        Assert.InRange(EveryWorld.Spread(7, Edges, isDirected, nodes, probability), exact - 0.02, exact + 1e-9);
        Assert.Equal(EveryWorld.Spread(7, Edges, isDirected, nodes, probability), choice.Seeds.Sum(seed => seed.Gain), 0.05);
    }

    /// <summary>Over the same runs the lazy choice is the one that counts every gain each time.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Celf_RandomGraph_IsGreedyOverItsRuns(bool isDirected)
    {
        var graph = isDirected ? RandomGraphs.Directed(3, 120, 500) : RandomGraphs.Undirected(3, 120, 300);
        var options = new CascadeOptions(0.2, 60, 7);

        var choice = CelfSeeds.Compute(graph, 6, options, threads: 2);

        var chosen = new List<int>();
        foreach (var seed in choice.Seeds)
        {
            var before = chosen.Count == 0 ? 0 : IndependentCascade.Estimate(graph, chosen.ToArray(), options).Nodes;
            var gains = Enumerable.Range(0, 120).Select(node => Math.Round(IndependentCascade.Estimate(graph, [.. chosen, node], options, 1).Nodes - before, 9)).ToArray();
            Assert.Equal((gains.Max(), Array.IndexOf(gains, gains.Max())), (Math.Round(seed.Gain, 9), seed.Node));
            chosen.Add(seed.Node);
        }
        Assert.InRange(choice.Evaluations, 5, 120 * 5 / 2);
        Assert.Equal(choice.Seeds, CelfSeeds.Compute(graph, 6, options, threads: 1).Seeds);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void InTime_CertainContacts_IsAllThatCanBeReached(bool isDirected)
    {
        var random = new Random(5);
        int[] sources = Draw(60), targets = Draw(60), times = Draw(25);
        long[] at = [.. times];
        var edges = TimedEdges.Of(60, sources, targets, at);
        var both = isDirected ? edges : TimedEdges.Of(60, [.. sources, .. targets], [.. targets, .. sources], [.. at, .. at]);

        foreach (var seed in (int[])[0, 7, 31])
        {
            var reach = TemporalReachability.Compute(both, seed, 0, long.MaxValue, 0);
            Assert.Equal(new Spread(reach.Reached.Length, 0), TimedCascade.Estimate(edges, isDirected, [seed], new CascadeOptions(1, 5)));
        }

        int[] Draw(int bound) => [.. Enumerable.Range(0, 150).Select(_ => random.Next(bound))];
    }

    /// <summary>A chain of contacts of one time, which come in the order that is worst for whoever goes through them again and again.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void InTime_LongChainAtOnce_IsReachedQuickly(bool isDirected)
    {
        const int nodes = 300_000;
        int[] sources = [.. Enumerable.Range(1, nodes - 1)], targets = [.. Enumerable.Range(0, nodes - 1)];

        var spread = TimedCascade.Estimate(TimedEdges.Of(nodes, sources, targets, new long[nodes - 1]), isDirected, [nodes - 1], new CascadeOptions(1, 1));

        Assert.Equal(nodes, spread.Nodes);
    }

    /// <summary>0→1 at 2 and 1→2 at 1: time goes the wrong way. 0→3 thrice: 1 − (1 − p)³.</summary>
    [Fact]
    public void InTime_Contacts_FollowTimeAndTryAgain()
    {
        var edges = TimedEdges.Of(4, [0, 1, 0, 0, 0], [1, 2, 3, 3, 3], [2, 1, 1, 2, 3]);

        var spread = TimedCascade.Estimate(edges, true, [0], new CascadeOptions(0.3, 20_000), threads: 2);

        Assert.InRange(spread.Nodes, 1 + 0.3 + 1 - 0.343 - 0.02, 1 + 0.3 + 1 - 0.343 + 0.02);
    }

    [Fact]
    public void Estimate_WrongInput_Throws()
    {
        var graph = EveryWorld.Graph(7, Edges, true);

        Assert.Throws<ArgumentException>(() => IndependentCascade.Estimate(graph, [7]));
        Assert.Throws<ArgumentOutOfRangeException>(() => IndependentCascade.Estimate(graph, [0], new CascadeOptions(1.5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => CelfSeeds.Compute(graph, 1, new CascadeOptions(0.5, 0)));
    }

    [Fact]
    public void Estimate_Cancelled_Stops()
    {
        var graph = EveryWorld.Graph(7, Edges, true);
        var over = new CancellationToken(canceled: true);

        Assert.ThrowsAny<OperationCanceledException>(() => IndependentCascade.Estimate(graph, [0], cancellationToken: over));
        Assert.ThrowsAny<OperationCanceledException>(() => CelfSeeds.Compute(graph, 1, cancellationToken: over));
    }
}
