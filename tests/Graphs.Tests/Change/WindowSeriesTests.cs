using NetMl.Graphs.Change;

namespace NetMl.Graphs.Tests.Change;

public class WindowSeriesTests
{
    // [0, 10): 0 ⇄ 1, 0 → 1 again, 1 → 2, 2 ↺   [10, 20): 1 → 2, 3 → 1   [20, 30): nothing   35 is outside.
    [Fact]
    public void Compute_ThreeWindows_GivesWorkedNumbers()
    {
        var series = WindowSeries.Compute(new WindowGrid(0, 10, 3), [0, 1, 0, 1, 2, 1, 3, 0], [1, 0, 1, 2, 2, 2, 1, 1], [0, 1, 9, 5, 5, 10, 19, 35]);

        Assert.Equal(
            [
                new WindowNumbers(0, 5, 3, 3, 3, 0.5, 2 / 3.0),
                new WindowNumbers(10, 2, 3, 2, 1, 1 / 3.0, 0),
                new WindowNumbers(20, 0, 0, 0, 0, 0, 0),
            ], series);
    }

    [Fact]
    public void Compute_RandomRows_EqualsSetsPerWindow()
    {
        var (sources, targets) = RandomGraphs.Rows(1, 30, 2000);
        var random = new Random(2);
        var times = Array.ConvertAll(sources, _ => random.NextInt64(-500, 500));

        var series = ThreadCounts.AgreeOn(threads => WindowSeries.Compute(new WindowGrid(-300, 70, 9), sources, targets, times, threads).ToArray());

        var before = new HashSet<(int Source, int Target)>();
        for (var w = 0; w < 9; w++)
        {
            var rows = Enumerable.Range(0, 2000).Where(i => times[i] >= -300 + 70 * w && times[i] < -230 + 70 * w).ToArray();
            var edges = rows.Select(i => (Source: sources[i], Target: targets[i])).Where(edge => edge.Source != edge.Target).ToHashSet();
            var nodes = edges.SelectMany(edge => new[] { edge.Source, edge.Target }).Distinct().Count();
            var returned = edges.Count(edge => edges.Contains((edge.Target, edge.Source)));
            Assert.Equal(new WindowNumbers(-300 + 70 * w, rows.Length, nodes, edges.Count, edges.Except(before).Count(), edges.Count / (nodes * (nodes - 1.0)), (double)returned / edges.Count), series[w]);
            before = edges;
        }
    }

    [Fact]
    public void Compute_NoWindowsOrRows_GivesNothing()
    {
        Assert.Empty(WindowSeries.Compute(new WindowGrid(0, 1, 0), [1], [2], [3]));
        Assert.Equal(new WindowNumbers(5, 0, 0, 0, 0, 0, 0), Assert.Single(WindowSeries.Compute(new WindowGrid(5, 1, 1), [], [], [])));
    }

    [Theory]
    [InlineData(long.MinValue, long.MaxValue, 0)]
    [InlineData(long.MaxValue, long.MaxValue, 1)]
    public void Compute_ExtremeTimes_FallIntoWindowsWithoutOverflow(long first, long second, int expected) =>
        Assert.Equal(expected, WindowSeries.Compute(new WindowGrid(long.MinValue, long.MaxValue, 3), [0, 0], [1, 1], [first, second])[first == long.MinValue ? 1 : 2].Edges);

    [Fact]
    public void Compute_BadRows_SaysSo()
    {
        Assert.Throws<ArgumentException>(() => WindowSeries.Compute(new WindowGrid(0, 1, 1), [0], [], [0]));
        Assert.Throws<ArgumentException>(() => WindowSeries.Compute(new WindowGrid(0, 1, 1), [0], [1], []));
        Assert.Throws<ArgumentException>(() => WindowSeries.Compute(new WindowGrid(0, 1, 1), [0], [-1], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => WindowSeries.Compute(new WindowGrid(0, 0, 1), [0], [1], [0]));
    }
}
