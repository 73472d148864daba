using NetMl.Behaviours.Scans;
using NetMl.Flows;

namespace NetMl.Behaviours.Tests.Scans;

public sealed class SlowScanTests
{
    private const string Scanner = "10.0.0.66", Victim = "10.0.0.9";

    // One port every 20 minutes: never 15 in 5 minutes, and 72 in 24 hours.
    [Theory]
    [InlineData(49, 0)]
    [InlineData(60, 1)]
    public void Examine_PortEveryTwentyMinutes_IsASlowScan(int ports, int findings)
    {
        var found = TestConnections.Detect(new PortScan(new ScanOptions()), Ports(Victim, ports, 1200));

        Assert.Equal(findings, found.Count);
        Assert.All(found, finding => Assert.Equal(1, finding.Evidence["slow"]));
        Assert.All(found, finding => Assert.Equal("10.0.0.66 slowly tried 60 ports of 10.0.0.9 within 20 hours, a vertical scan; 60 of 60 attempts failed.", finding.Sentence));
    }

    // One host every 10 minutes: 144 in 24 hours.
    [Fact]
    public void Examine_HostEveryTenMinutes_IsASlowScan()
    {
        var finding = Assert.Single(TestConnections.Detect(new AddressScan(new ScanOptions()), Hosts(140)));

        Assert.Equal((1, 140, 140), (finding.Evidence["slow"], finding.Evidence["most_hosts_in_window"], finding.Flows));
        Assert.Equal("10.0.0.66 slowly tried 140 hosts on TCP port 445 within 23 hours, a horizontal scan; 140 of 140 attempts failed.", finding.Sentence);
    }

    // Nothing comes before the first nanosecond that there is.
    [Fact]
    public void Examine_InTheFirstNanosecondsThereAre_AreScans()
    {
        var hosts = Enumerable.Range(1, 30).Select(i => TestConnections.Flow(0, Scanner, $"10.0.1.{i}", 445, ConnectionState.S0) with { StartNanoseconds = long.MinValue + i });
        var ports = Enumerable.Range(1, 30).Select(i => TestConnections.Flow(0, Scanner, Victim, i, ConnectionState.S0) with { StartNanoseconds = long.MinValue + i });

        Assert.Single(TestConnections.Detect(new AddressScan(new ScanOptions()), hosts));
        Assert.Single(TestConnections.Detect(new PortScan(new ScanOptions()), ports));
    }

    // A tenth of what it calls does not answer, over a day: that is the Internet.
    [Fact]
    public void Examine_BusyHostMeetsManyThatDoNotAnswer_FindsNone()
    {
        var visits = Enumerable.Range(0, 60).Select(i => TestConnections.Flow(i * 1200, Scanner, $"203.0.113.{i}", 445));

        Assert.Empty(TestConnections.Detect(new AddressScan(new ScanOptions()), [.. Hosts(140), .. visits]));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    public void Conclude_PortsOfSeveralHosts_AreOneBlockScan(int hosts, int findings)
    {
        var flows = Enumerable.Range(1, hosts).SelectMany(host => Ports($"10.0.0.{host}", 50, 0.5, host * 60));

        var found = TestConnections.Detect(new PortScan(new ScanOptions()), flows);

        Assert.Equal(findings, found.Count);
        if (findings > 1)
            return;
        Assert.Null(found[0].Target);
        Assert.Equal((3, 50, 150), (found[0].Evidence["hosts"], found[0].Evidence["ports"], found[0].Flows));
        Assert.Equal("10.0.0.66 tried up to 50 ports on each of 3 hosts within 2.4 minutes, a block scan; 150 of 150 attempts failed.", found[0].Sentence);
    }

    [Fact]
    public void Examine_BlockOfPortsAndHosts_IsNoAddressScanToo()
    {
        var flows = Enumerable.Range(1, 40).SelectMany(host => Ports($"10.0.0.{host}", 20, 0.1, host * 2)).ToArray();

        Assert.Empty(TestConnections.Detect(new AddressScan(new ScanOptions()), flows));
        Assert.Equal(40, Assert.Single(TestConnections.Detect(new PortScan(new ScanOptions()), flows)).Evidence["hosts"]);
    }

    [Fact]
    public void Examine_FlowsWithUids_NamesTheFirstAndTheLast()
    {
        var flows = Ports(Victim, 50, 1).Select((flow, i) => flow with { Uid = $"C{i}" });

        var finding = Assert.Single(TestConnections.Detect(new PortScan(new ScanOptions()), flows));

        Assert.Equal([.. Enumerable.Range(0, 10).Select(i => $"C{i}"), .. Enumerable.Range(40, 10).Select(i => $"C{i}")], finding.Uids);
        Assert.Equal(50, finding.Flows);
    }

    private static IEnumerable<FlowRecord> Ports(string target, int ports, double pause, double start = 0) =>
        Enumerable.Range(0, ports).Select(i => TestConnections.Flow(start + i * pause, Scanner, target, i + 1, ConnectionState.REJ));

    private static IEnumerable<FlowRecord> Hosts(int hosts) =>
        Enumerable.Range(0, hosts).Select(i => TestConnections.Flow(i * 600, Scanner, $"192.0.2.{i}", 445, ConnectionState.S0));
}
