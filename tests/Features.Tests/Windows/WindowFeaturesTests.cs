using NetMl.Features.Windows;
using NetMl.Flows;

namespace NetMl.Features.Tests.Windows;

public class WindowFeaturesTests
{
    private const string A = "10.0.0.1", B = "10.0.0.2", C = "10.0.0.3", D = "10.0.0.4";

    // First ten seconds: A → B, B → A, A → C. Second: A → B twice (one in vain), C → D, D → A. Nothing for a while, then A → A.
    private static readonly IReadOnlyList<WindowFacts> Drawn = WindowFeatureSeries.Of(FlowTable.Build([TestFlows.Batch(
        Flow(0, A, B, 80), Flow(1, B, A, 80), Flow(2, A, C, 53) with { Protocol = IpProtocol.Udp },
        Flow(10, A, B, 80), Flow(11, A, B, 22) with { State = ConnectionState.S0 }, Flow(12, C, D, 80), Flow(13, D, A, 22) with { Protocol = IpProtocol.Udp },
        Flow(95, A, A, 80))]), TimeSpan.FromSeconds(10));

    public static TheoryData<int, string, double> HandWorked { get; } = new()
    {
        { 1, "flows", 4 },
        { 1, "hosts", 4 },
        { 1, "pairs", 3 },
        { 1, "bytes", 12 },
        { 1, "packets", 8 },
        { 1, "failed_share", 0.25 },
        { 1, "density", 0.25 },
        { 2, "density", 0 },
        { 0, "reciprocity", 2.0 / 3 },
        { 2, "reciprocity", 0 },
        // Peers in window 1: A 2 (B, D), B 1, C 1, D 2.
        { 1, "degree_mean", 1.5 },
        { 1, "degree_median", 1.5 },
        { 1, "degree_std", 0.5 },
        { 1, "degree_max", 2 },
        // A 2, C 1, D 1 of 4.
        { 1, "source_entropy", 1.5 },
        // B 2, D 1, A 1 of 4.
        { 1, "target_entropy", 1.5 },
        { 1, "port_entropy", 1 },
        { 2, "port_entropy", 0 },
        // 3 of 4 and 1 of 4.
        { 1, "protocol_entropy", 0.8112781244591328 },
        { 0, "new_host_share", 1 },
        { 1, "new_host_share", 0.25 },
        // A → B was there; C → D and D → A are new.
        { 1, "new_pair_share", 2.0 / 3 },
        { 0, "new_pair_share", 1 },
        // 1 of both, 5 of either.
        { 1, "pair_distance", 0.8 },
        { 0, "pair_distance", 0 },
        { 2, "pair_distance", 1 },
        // Before: A ⅔, B ⅓. Now: A ½, C ¼, D ¼. ½(½ log₂ 6/7 + ½) + ½(⅔ log₂ 8/7 + ⅓).
        { 1, "source_distance", 0.42528358731335325 },
        { 0, "source_distance", 0 },
        // Before: 80 ⅔, 53 ⅓. Now: 80 ½, 22 ½. The same sum.
        { 1, "port_distance", 0.42528358731335325 },
    };

    [Theory]
    [MemberData(nameof(HandWorked))]
    public void Value_DrawnCapture_MatchesHandWork(int window, string feature, double expected) =>
        Assert.Equal(expected, WindowFeatureTable.All.Single(one => one.About.Name == feature).Value(Drawn[window]), 1e-12);

    [Fact]
    public void All_EachFeature_HasHandWork() =>
        Assert.Equal(WindowFeatureTable.All.Select(feature => feature.About.Name).Order(), HandWorked.Select(row => (string)row[1]).Distinct().Order());

    [Fact]
    public void Of_DrawnCapture_HasTheWindowsThatHaveFlows() =>
        Assert.Equal([0, 10 * TestFlows.Second, 90 * TestFlows.Second], Drawn.Select(window => window.Start));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Value_RandomFlows_LiesInItsRange(int seed)
    {
        var windows = WindowFeatureSeries.Of(FlowTable.Build([TestFlows.Batch(TestFlows.Random(seed, 600))]), TimeSpan.FromSeconds(7));

        foreach (var feature in WindowFeatureTable.All)
            Assert.All(windows, window => Assert.True(feature.About.Range.Holds(feature.Value(window)), feature.About.Name));
    }

    [Fact]
    public void Of_LaterFlowsAppended_ChangesNoWindowBefore()
    {
        var flows = TestFlows.Random(3, 400);
        var before = flows.Where(flow => flow.StartNanoseconds < 50 * TestFlows.Second);

        var expected = WindowFeatureSeries.Of(FlowTable.Build([TestFlows.Batch(before)]), TimeSpan.FromSeconds(10));

        Assert.Equal(expected, WindowFeatureSeries.Of(FlowTable.Build([TestFlows.Batch(flows)]), TimeSpan.FromSeconds(10)).Take(5));
    }

    // A service takes each window from a table of its own, in which hosts have other numbers.
    [Fact]
    public void Append_EachWindowFromATableOfItsOwn_GivesTheSame()
    {
        var flows = TestFlows.Random(4, 400);
        var series = new WindowFeatureSeries();
        var parts = flows.GroupBy(flow => flow.StartNanoseconds / (10 * TestFlows.Second)).OrderBy(part => part.Key);

        var windows = parts.Select(part => (part.Key, Table: FlowTable.Build([TestFlows.Batch(part)])))
            .Select(part => series.Append(part.Table, 0, part.Table.Count, part.Key * 10 * TestFlows.Second)).ToList();

        Assert.Equal(WindowFeatureSeries.Of(FlowTable.Build([TestFlows.Batch(flows)]), TimeSpan.FromSeconds(10)), windows);
    }

    /// <summary>What a window allocates stands for what it visits: it grows with the window's flows and not with the windows before.</summary>
    [Fact]
    public void Append_ManyWindowsBefore_AllocatesTheSame()
    {
        var flows = FlowTable.Build([TestFlows.Batch(Enumerable.Range(0, 60_000).Select(i => Flow(i, $"10.0.{i % 7}.{i % 11}", $"10.1.{i % 13}.{i % 3}", i % 500)))]);
        var series = new WindowFeatureSeries();
        long Allocated(int begin, int end)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            series.Append(flows, begin, end, flows.Start[begin]);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        for (var begin = 0; begin < 4000; begin += 1000)
            Allocated(begin, begin + 1000);

        var early = Allocated(4000, 5000);
        for (var begin = 5000; begin < 49_000; begin += 1000)
            Allocated(begin, begin + 1000);
        var late = Allocated(49_000, 50_000);
        var tenTimes = Allocated(50_000, 60_000);

        Assert.InRange(late, 0.9 * early, 1.1 * early);
        Assert.InRange(tenTimes, 0, 12 * early);
    }

    [Fact]
    public void Of_NoTime_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => WindowFeatureSeries.Of(FlowTable.Build([]), TimeSpan.Zero));

    private static FlowRecord Flow(double seconds, string source, string target, int port) => TestFlows.Flow(seconds, source, target) with
    {
        DestinationPort = port,
        Protocol = IpProtocol.Tcp,
        State = ConnectionState.SF,
        SourceBytes = 1,
        DestinationBytes = 2,
        SourcePackets = 1,
        DestinationPackets = 1,
    };
}
