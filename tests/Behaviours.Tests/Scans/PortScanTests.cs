using NetMl.Behaviours.Scans;
using NetMl.Flows;

namespace NetMl.Behaviours.Tests.Scans;

public class PortScanTests
{
    private const string Scanner = "10.0.0.66", Victim = "10.0.0.9";

    [Theory]
    [InlineData(14, 0)]
    [InlineData(15, 1)]
    public void Detect_Threshold_IsFifteenPorts(int ports, int findings) =>
        Assert.Equal(findings, Detect(Attempts(ports, 1, ConnectionState.REJ)).Count);

    // 15 ports, one every 21.5 s: the last is 301 s after the first, so 14 fit into any 300 s.
    [Theory]
    [InlineData(21.5, 0)]
    [InlineData(21.0, 1)]
    public void Detect_SlowScan_MustFitTheWindow(double pause, int findings) =>
        Assert.Equal(findings, Detect(Attempts(15, pause, ConnectionState.S0)).Count);

    [Theory]
    [InlineData(ConnectionState.S0, 1)]
    [InlineData(ConnectionState.REJ, 1)]
    [InlineData(ConnectionState.RSTOS0, 1)]
    [InlineData(ConnectionState.RSTRH, 1)]
    [InlineData(ConnectionState.SH, 1)]
    [InlineData(ConnectionState.SF, 0)]
    [InlineData(ConnectionState.RSTO, 0)]
    public void Detect_State_CountsOnlyFailures(ConnectionState state, int findings) =>
        Assert.Equal(findings, Detect(Attempts(50, 0.1, state)).Count);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(40, 0)]
    public void Detect_OtherState_CountsOnlyWithoutData(long bytes, int findings) =>
        Assert.Equal(findings, Detect(Enumerable.Range(1, 50).Select(port => TestConnections.Flow(port, Scanner, Victim, port, ConnectionState.OTH, bytes: bytes))).Count);

    // 150 ports = ten times the threshold → 100; 150 of 200 attempts failed → 75.
    [Fact]
    public void Detect_SomeSucceed_ScoreIsTheFailedShare()
    {
        var open = Enumerable.Range(0, 50).Select(i => TestConnections.Flow(50 + i * 0.1, Scanner, Victim, 1 + i));

        var finding = Assert.Single(Detect([.. Attempts(150, 1, ConnectionState.REJ), .. open]));

        Assert.Equal(75, finding.Score);
        Assert.Equal((150, 200), ((int)finding.Evidence["failed_attempts"], (int)finding.Evidence["attempts"]));
        Assert.Equal("10.0.0.66 tried 150 ports of 10.0.0.9 within 2.5 minutes, a vertical scan; 150 of 200 attempts failed.", finding.Sentence);
    }

    // Between two scans the same source visits the host a hundred times: that is no part of either.
    [Fact]
    public void Detect_VisitsBetweenScans_DoNotCount()
    {
        var first = Attempts(150, 1, ConnectionState.REJ).ToArray();
        var visits = Enumerable.Range(0, 100).Select(i => TestConnections.Flow(1000 + i, Scanner, Victim));
        var second = first.Select(flow => flow with { StartNanoseconds = flow.StartNanoseconds + 7_200_000_000_000 });

        var finding = Assert.Single(Detect([.. first, .. visits, .. second]));

        Assert.Equal((300, 300, 100), ((int)finding.Evidence["failed_attempts"], (int)finding.Evidence["attempts"], (int)finding.Score));
    }

    [Fact]
    public void Detect_TwoEpisodes_AreOneFindingWithOneId()
    {
        var first = Attempts(20, 1, ConnectionState.REJ).ToArray();
        var second = first.Select(flow => flow with { StartNanoseconds = flow.StartNanoseconds + 7_200_000_000_000 });

        var once = Assert.Single(Detect(first));
        var both = Assert.Single(Detect([.. first, .. second]));

        Assert.Equal((1, 2), ((int)once.Evidence["bursts"], (int)both.Evidence["bursts"]));
        Assert.Equal(once.Id, both.Id);
        Assert.Equal(once.First, both.First);
        Assert.True(both.Last > once.Last);
    }

    [Fact]
    public void Detect_Udp_CountsOnlyWhenAskedTo()
    {
        var flows = Enumerable.Range(1, 50).Select(port => TestConnections.Flow(port, Scanner, Victim, port, ConnectionState.S0, IpProtocol.Udp)).ToArray();

        Assert.Empty(Detect(flows));
        Assert.Single(TestConnections.Detect(new PortScan(new ScanOptions { IncludeUdp = true }), flows));
    }

    private static IReadOnlyList<Finding> Detect(IEnumerable<FlowRecord> flows) =>
        TestConnections.Detect(new PortScan(new ScanOptions()), flows);

    private static IEnumerable<FlowRecord> Attempts(int ports, double pause, ConnectionState state) =>
        Enumerable.Range(0, ports).Select(i => TestConnections.Flow(i * pause, Scanner, Victim, i + 1, state));
}
