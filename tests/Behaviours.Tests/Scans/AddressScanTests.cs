using NetMl.Behaviours.Scans;
using NetMl.Flows;

namespace NetMl.Behaviours.Tests.Scans;

public class AddressScanTests
{
    private const string Scanner = "10.0.0.66";

    [Theory]
    [InlineData(24, 0)]
    [InlineData(25, 1)]
    public void Detect_Threshold_IsTwentyFiveHosts(int hosts, int findings) => Assert.Equal(findings, Detect(Attempts(hosts, 23)).Count);

    [Fact]
    public void Detect_SameHostAgainAndAgain_FindsNone() =>
        Assert.Empty(Detect(Enumerable.Range(0, 500).Select(i => TestConnections.Flow(i, Scanner, "192.0.2.1", 23, ConnectionState.S0))));

    [Fact]
    public void Detect_SeveralPorts_AreOneFinding()
    {
        var finding = Assert.Single(Detect([.. Attempts(250, 23), .. Attempts(30, 2323)]));

        Assert.Equal((BehaviourNames.AddressScan, Scanner, null), (finding.Behaviour, finding.Source, finding.Target));
        Assert.Equal((250, 23, 2), ((int)finding.Evidence["hosts"], (int)finding.Evidence["port"], (int)finding.Evidence["scanned_ports"]));
        Assert.Equal(100, finding.Score);
        Assert.Equal("10.0.0.66 tried 250 hosts on TCP port 23 and 1 more within 25 seconds, a horizontal scan; 280 of 280 attempts failed.", finding.Sentence);
    }

    [Fact]
    public void Detect_BusyHostThatFailsNowAndThen_FindsNone()
    {
        var visits = Enumerable.Range(0, 5000).Select(i => TestConnections.Flow(i * 0.01, Scanner, $"198.51.{i % 100}.{i % 250}", 443));

        Assert.Empty(Detect([.. Attempts(26, 443), .. visits]));
    }

    [Fact]
    public void Detect_ShuffledArrival_GivesTheSame()
    {
        var flows = Attempts(100, 23).Concat(Attempts(60, 445)).ToArray();
        var expected = Detect(flows);
        new Random(5).Shuffle(flows);

        var shuffled = Detect(flows);

        Assert.Equal(expected.Select(finding => (finding.Id, finding.Score, finding.Sentence, finding.First, finding.Last)),
            shuffled.Select(finding => (finding.Id, finding.Score, finding.Sentence, finding.First, finding.Last)));
    }

    private static IReadOnlyList<Finding> Detect(IEnumerable<FlowRecord> flows) =>
        TestConnections.Detect(new AddressScan(new ScanOptions()), flows);

    private static IEnumerable<FlowRecord> Attempts(int hosts, int port) =>
        Enumerable.Range(0, hosts).Select(i => TestConnections.Flow(i * 0.1, Scanner, $"192.0.2.{i}", port, ConnectionState.S0));
}
