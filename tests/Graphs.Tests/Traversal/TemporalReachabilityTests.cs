using NetMl.Graphs.Traversal;

namespace NetMl.Graphs.Tests.Traversal;

public class TemporalReachabilityTests
{
    // 0 ─10→ 1 ─20→ 2 ─15→ 3    1 ─10→ 4 ─10→ 5    0 ─30→ 3
    private static readonly TimedEdges Small = TimedEdges.Of(6, [2, 4, 1, 0, 1, 0], [3, 5, 4, 1, 2, 3], [15, 10, 10, 10, 20, 30]);

    [Theory]
    [InlineData(0, 100, 0, new[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData(0, 100, 1, new[] { 0, 1, 2, 3 })]
    [InlineData(0, 100, 11, new[] { 0, 1, 3 })]
    [InlineData(0, 20, 0, new[] { 0, 1, 2, 4, 5 })]
    [InlineData(11, 100, 0, new[] { 0, 3 })]
    [InlineData(31, 100, 0, new[] { 0 })]
    public void Compute_SmallGraph_ReachesInTheOrderOfTime(long from, long to, long minGap, int[] reached) =>
        Assert.Equal(reached, TemporalReachability.Compute(Small, 0, from, to, minGap).Reached.ToArray());

    [Fact]
    public void Compute_SmallGraph_TellsTheEdgeThatArrivesFirst()
    {
        var reach = TemporalReachability.Compute(Small, 0, 5, 100, 0);

        Assert.Equal([5, 10, 20, 30, 10, 10], reach.Arrivals.ToArray());
        Assert.Equal([-1, 3, 4, 5, 2, 1], reach.ArrivalRows.ToArray());
    }

    [Theory]
    [InlineData(1, 12, 40, 0)]
    [InlineData(2, 12, 60, 1)]
    [InlineData(3, 20, 80, 3)]
    [InlineData(4, 20, 200, 0)]
    public void Compute_RandomRows_AgreesWithTryingUntilNothingChanges(int seed, int nodes, int rows, long minGap)
    {
        var (sources, targets) = RandomGraphs.Rows(seed, nodes, rows);
        var random = new Random(seed);
        var times = Array.ConvertAll(sources, _ => (long)random.Next(25));
        var edges = TimedEdges.Of(nodes, sources, targets, times);
        for (var source = 0; source < nodes; source++)
        {
            var reach = TemporalReachability.Compute(edges, source, 3, 22, minGap);

            var expected = UntilNothingChanges(nodes, sources, targets, times, source, 3, 22, minGap);
            Assert.Equal(expected, reach.Arrivals.ToArray());
            Assert.Equal(Enumerable.Range(0, nodes).Where(v => expected[v] < long.MaxValue), reach.Reached.ToArray());
            for (var v = 0; v < nodes; v++)
            {
                if (reach.ArrivalRows.Span[v] is var row and >= 0)
                    Assert.Equal((v, expected[v]), (targets[row], times[row]));
            }
        }
    }

    [Fact]
    public void Compute_TimesAtTheEndsOfTheRange_DoNotOverflow()
    {
        var edges = TimedEdges.Of(3, [0, 1], [1, 2], [long.MinValue, long.MaxValue - 1]);

        Assert.Equal(3, TemporalReachability.Compute(edges, 0, long.MinValue, long.MaxValue, long.MaxValue).Reached.Length);
    }

    [Fact]
    public void Compute_BadArguments_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TemporalReachability.Compute(Small, 6, 0, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TemporalReachability.Compute(Small, 0, 1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TemporalReachability.Compute(Small, 0, 0, 1, -1));
        Assert.Throws<ArgumentException>(() => TimedEdges.Of(1, [0], [1], [0]));
        Assert.Throws<ArgumentException>(() => TimedEdges.Of(2, [0], [1], []));
    }

    private static long[] UntilNothingChanges(int nodes, int[] sources, int[] targets, long[] times, int source, long from, long to, long minGap)
    {
        var arrivals = Enumerable.Repeat(long.MaxValue, nodes).ToArray();
        arrivals[source] = from;
        for (var hasChanged = true; hasChanged;)
        {
            hasChanged = false;
            for (var row = 0; row < sources.Length; row++)
            {
                var arrival = arrivals[sources[row]];
                var earliest = sources[row] == source ? from : arrival == long.MaxValue ? long.MaxValue : arrival + minGap;
                if (times[row] < from || times[row] > to || times[row] < earliest || times[row] >= arrivals[targets[row]])
                    continue;
                arrivals[targets[row]] = times[row];
                hasChanged = true;
            }
        }
        return arrivals;
    }
}
