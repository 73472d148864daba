using NetMl.Behaviours.Floods;
using NetMl.Flows;

namespace NetMl.Behaviours.Tests.Floods;

public class FloodTests
{
    private const string Attacker = "10.0.0.66", Victim = "203.0.113.9";

    [Theory]
    [InlineData(199, null)]
    [InlineData(200, 50.0)]
    [InlineData(632, 75.0)] // 200 · √10
    [InlineData(2000, 100.0)]
    public void Find_ConnectionsInOneMinute_ScoreAgainstTwoHundred(int connections, double? score) =>
        Assert.Equal(score, Find(Burst(connections, 59)).SingleOrDefault()?.Score);

    // 400 connections, but never 200 within a minute.
    [Fact]
    public void Find_SpreadOut_FindsNone() => Assert.Empty(Find(Burst(400, 121)));

    // A port scan has as many connections, each to another port.
    [Fact]
    public void Find_EachToAnotherPort_FindsNone() =>
        Assert.Empty(Find(Enumerable.Range(1, 1000).Select(port => TestConnections.Flow(port * 0.01, Attacker, Victim, port, ConnectionState.REJ))));

    [Theory]
    [InlineData(1999, 0)]
    [InlineData(2000, 1)]
    public void Find_Resolver_MayGetTenTimesAsMany(int queries, int findings) => Assert.Equal(findings, Find(Burst(queries, 59, port: 53)).Count);

    [Fact]
    public void Find_Flood_IsTold()
    {
        var finding = Assert.Single(Find(Burst(300, 30)));

        Assert.Equal((Attacker, Victim, 300L, "T1499"), (finding.Source, finding.Target, finding.Flows, finding.Technique));
        Assert.Equal((Finding.MostUids, "C0", "C299"), (finding.Uids.Count, finding.Uids[0], finding.Uids[^1]));
        Assert.Equal("10.0.0.66 opened up to 300 connections in 60 seconds to TCP port 80 of 203.0.113.9, 300 in all within 30 seconds.", finding.Sentence);
    }

    // 300 a minute for a whole history is how this pair is: a balancer, a monitor. Ten times that is not.
    [Theory]
    [InlineData(300, 0)]
    [InlineData(3000, 1)]
    public void Find_AlwaysBusyPair_IsComparedWithItself(int inLastMinute, int findings)
    {
        var usual = Enumerable.Range(0, 30).SelectMany(minute => Burst(300, 59).Select(flow => flow with { StartNanoseconds = flow.StartNanoseconds + minute * 60_000_000_000 }));

        Assert.Equal(findings, DetectorRun.Find(new Flood(new FloodOptions { History = TimeSpan.FromMinutes(30) }), [.. usual, .. Burst(inLastMinute, 59).Select(flow => flow with { StartNanoseconds = flow.StartNanoseconds + 30 * 60_000_000_000 })]).Count);
    }

    // One connection every five seconds, each held for ten minutes: 120 are open at once.
    [Theory]
    [InlineData(600, 0, 1)]
    [InlineData(400, 0, 0)]      // 80 at once.
    [InlineData(600, 50_000, 0)] // Served: a busy proxy.
    public void Find_HeldConnections_NeedAHundredStarvedOnes(int heldSeconds, long answeredBytes, int findings)
    {
        var flows = Enumerable.Range(0, 400).Select(i => TestConnections.Flow(i * 5, Attacker, Victim) with { DurationNanoseconds = heldSeconds * 1_000_000_000L, DestinationBytes = answeredBytes });

        Assert.Equal(findings, Find(flows).Count);
    }

    [Theory]
    [InlineData(20_000, 0, 10, 1)]
    [InlineData(9_999, 0, 1, 0)]       // Too few.
    [InlineData(20_000, 0, 30, 0)]     // 667 a second.
    [InlineData(20_000, 1_000, 10, 0)] // Answered.
    [InlineData(20_000, -1, 10, 0)]    // Not known.
    public void Find_UnansweredPackets_NeedRateAndNumber(long packets, long answers, int seconds, int findings)
    {
        var found = Find(TestConnections.Flow(0, Attacker, Victim, 9, protocol: IpProtocol.Udp) with { SourcePackets = packets, DestinationPackets = answers, DurationNanoseconds = seconds * 1_000_000_000L });

        Assert.Equal(findings, found.Count);
        Assert.All(found, finding => Assert.Equal("10.0.0.66 sent 203.0.113.9 20000 packets on UDP port 9, 2000 a second, and 0 came back.", finding.Sentence));
    }

    // TCP stops after a handful of attempts; bytes count as packets do.
    [Theory]
    [InlineData(IpProtocol.Tcp, 3000, 0, 1)]
    [InlineData(IpProtocol.Tcp, 900, 0, 0)]
    [InlineData(IpProtocol.Udp, 10_000, 40_000_000, 1)]
    [InlineData(IpProtocol.Udp, 10_000, 10_000_000, 0)]
    public void Find_Unanswered_CountsTcpSoonerAndBytesToo(byte protocol, long packets, long bytes, int findings)
    {
        var seconds = protocol == IpProtocol.Tcp ? 1 : 20;

        Assert.Equal(findings, Find(TestConnections.Flow(0, Attacker, Victim, 9, ConnectionState.S0, protocol, bytes) with
        {
            SourcePackets = packets,
            DestinationPackets = 0,
            DurationNanoseconds = seconds * 1_000_000_000L,
        }).Count);
    }

    private static IReadOnlyList<Finding> Find(params IEnumerable<FlowRecord> flows) => DetectorRun.Find(new Flood(new FloodOptions()), flows);

    private static IEnumerable<FlowRecord> Burst(int connections, double seconds, int port = 80) =>
        Enumerable.Range(0, connections).Select(i => TestConnections.Flow(i * seconds / (connections - 1), Attacker, Victim, port) with { Uid = $"C{i}" });
}
