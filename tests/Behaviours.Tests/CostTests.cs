using NetMl.Behaviours.Adjustments;
using NetMl.Behaviours.Detection;
using NetMl.Behaviours.Exfiltration;
using NetMl.Flows;

namespace NetMl.Behaviours.Tests;

/// <summary>What an analysis costs, counted instead of timed.</summary>
public sealed class CostTests
{
    private const int Fresh = 10_000;

    /// <summary>One host has half of all flows, and a few hundred others the rest: 10,000 more flows cost the same, whatever is stored.</summary>
    [Fact]
    public void RunLive_NewFlowsOnManyStoredOnes_CostsTheNewOnes()
    {
        long[] examined = [.. new[] { 10_000, 100_000, 500_000 }.Select(Examined)];

        // Each detector is given each new flow, and what its series had before; the busy host waits until it has grown by an eighth.
        Assert.All(examined, rows => Assert.InRange(rows, 1, 2L * Fresh * Detectors.All(new DetectorOptions()).Count));
    }

    [Fact]
    public void Run_AfterRunLive_MakesUpForWhatWaited()
    {
        var live = Stored(100_000);
        live.Add(Flows(100_000, Fresh));
        var first = live.RunLive(AllowList.Empty, CancellationToken.None);
        var examined = live.RowsExamined;
        live.Run(AllowList.Empty, CancellationToken.None);

        Assert.True(first.Waiting > 0);
        Assert.True(live.RowsExamined > examined + 50_000);
        Assert.Equal(0, live.RunLive(AllowList.Empty, CancellationToken.None).Waiting);
    }

    /// <summary>About 150 bytes for a flow with a uid of 18 letters; a scan whose every flow meets a new host takes the most.</summary>
    [Theory]
    [InlineData(false, 170)]
    [InlineData(true, 450)]
    public void Add_ManyFlows_TakesFewBytes(bool isScan, int mostBytes)
    {
        const int count = 200_000;
        var batch = isScan ? Scan(count) : Flows(0, count);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var analysis = new BehaviourAnalysis([]);
        analysis.Add(batch);
        analysis.Run(AllowList.Empty, CancellationToken.None);
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)count;

        Assert.InRange(bytes, 80, mostBytes);
        GC.KeepAlive(analysis);
        GC.KeepAlive(batch);
    }

    /// <summary>A sensor that tells of the same open flows again and again: what it told before makes room for what it tells now.</summary>
    [Fact]
    public void Add_FlowsReportedAgain_TakesNoMoreMemory()
    {
        const int count = 5000, letters = 200;
        var analysis = new BehaviourAnalysis([]);
        long before = 0, allocated = 0;
        for (var report = 0; report < 12; report++)
        {
            var bytes = 100 + report;
            var batch = TestConnections.Batch(Enumerable.Range(0, count).Select(i => TestConnections.Flow(i, "10.0.0.1", "203.0.113.1", bytes: bytes) with { Uid = $"{i}".PadLeft(letters, 'C') }));
            before = report == 2 ? allocated : before;
            var start = GC.GetAllocatedBytesForCurrentThread();
            analysis.Add(batch);
            allocated += GC.GetAllocatedBytesForCurrentThread() - start;
            analysis.Run(AllowList.Empty, CancellationToken.None);
        }

        Assert.Equal(count, analysis.Connections);
        Assert.InRange(before, 2 * count * letters, 4 * count * letters);
        Assert.InRange(allocated - before, 0, count * letters); // The uids of ten more reports would take ten times that.
    }

    /// <summary>Hosts are numbered as they come, so the numbers of each pair are alike: a weak hash of two numbers takes minutes for this.</summary>
    [Fact]
    public void Add_EachFlowBetweenNewHosts_IsQuick()
    {
        const int count = 200_000;
        var analysis = new BehaviourAnalysis([]);
        analysis.Add(TestConnections.Batch(Enumerable.Range(0, count).Select(i => TestConnections.Flow(i, $"11.{i >> 16}.{(i >> 8) & 255}.{i & 255}", $"12.{i >> 16}.{(i >> 8) & 255}.{i & 255}"))));

        Assert.Empty(analysis.Run(AllowList.Empty, CancellationToken.None));
        Assert.Equal(count, analysis.Connections);
    }

    /// <summary>Each of many targets is compared with all others.</summary>
    [Fact]
    public void Run_ManyLargeUploads_IsQuick()
    {
        var analysis = new BehaviourAnalysis([new DataExfiltration(new ExfiltrationOptions())]);
        analysis.Add(TestConnections.Batch(Enumerable.Range(0, 20_000).Select(i => TestConnections.Flow(i * 0.01, "10.0.0.66", $"198.51.{i >> 8}.{i & 255}", 443, bytes: 200_000_000 + i))));

        Assert.Empty(analysis.Run(AllowList.Empty, CancellationToken.None));
    }

    private static long Examined(int stored)
    {
        var analysis = Stored(stored);
        var before = analysis.RowsExamined;
        analysis.Add(Flows(stored, Fresh));
        analysis.RunLive(AllowList.Empty, CancellationToken.None);
        return analysis.RowsExamined - before;
    }

    private static BehaviourAnalysis Stored(int count)
    {
        var analysis = new BehaviourAnalysis(Detectors.All(new DetectorOptions()));
        analysis.Add(Flows(0, count));
        analysis.Run(AllowList.Empty, CancellationToken.None);
        return analysis;
    }

    /// <summary>Ten a second; every other one comes from one host. As time goes on, other hosts come and go.</summary>
    private static FlowBatch Flows(int first, int count)
    {
        var random = new Random(first + 1);
        return TestConnections.Batch(Enumerable.Range(first, count).Select(i => TestConnections.Flow(
            i * 0.1, i % 2 == 0 ? "10.255.0.1" : $"10.{i / 10_000}.0.{random.Next(40)}", $"198.51.{i / 10_000}.{random.Next(40)}", 443, bytes: random.Next(9000))
            with
        { Uid = $"C{i:D17}" }));
    }

    private static FlowBatch Scan(int count) => TestConnections.Batch(Enumerable.Range(0, count).Select(i => TestConnections.Flow(
        i * 0.01, "10.0.0.66", $"192.{i >> 16}.{(i >> 8) & 255}.{i & 255}", 23, ConnectionState.S0, bytes: 0) with
    { Uid = $"C{i:D17}" }));
}
