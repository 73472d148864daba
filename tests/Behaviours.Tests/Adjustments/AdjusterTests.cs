using NetMl.Behaviours.Adjustments;
using NetMl.Behaviours.Beaconing;
using NetMl.Behaviours.Detection;
using NetMl.Behaviours.Scans;
using NetMl.Flows;

namespace NetMl.Behaviours.Tests.Adjustments;

public sealed class AdjusterTests
{
    private const string Client = "10.0.0.5", Server = "203.0.113.7";

    [Fact]
    public void Run_MostHostsCallTheTarget_SaysHowMany()
    {
        var finding = Run("{}", [.. Enumerable.Range(1, 10).SelectMany(host => Calls($"10.0.0.{host}"))])[0];

        Assert.Equal(85, finding.Score, 1.0);
        Assert.Equal(new ScoreAdjustment("10 of 10 hosts call it", -15), Assert.Single(finding.Adjustments));
        Assert.EndsWith("on TCP port 443; 10 of 10 hosts call it.", finding.Sentence, StringComparison.Ordinal);
    }

    // Another host called the server two days before.
    [Fact]
    public void Run_TargetSeenLongBefore_LosesPoints()
    {
        var finding = Run("{}", [TestConnections.Flow(-2 * 86_400, "10.0.0.6", Server), .. Calls(Client, days: 4)])[0];

        Assert.Equal(new ScoreAdjustment("it was seen 2 days before", -10), Assert.Single(finding.Adjustments));
    }

    [Theory]
    [InlineData("""{ "network": "203.0.113.0/24", "reason": "ours" }""", true)]
    [InlineData("""{ "network": "10.0.0.5", "reason": "ours" }""", true)]
    [InlineData("""{ "network": "203.0.112.0/24", "reason": "ours" }""", false)]
    [InlineData("""{ "port": 443, "reason": "ours" }""", true)]
    [InlineData("""{ "port": "443/tcp", "reason": "ours" }""", true)]
    [InlineData("""{ "port": "443/udp", "reason": "ours" }""", false)]
    [InlineData("""{ "port": 444, "reason": "ours" }""", false)]
    [InlineData("""{ "name": "*.EXAMPLE", "reason": "ours" }""", true)]
    [InlineData("""{ "name": "up*s.example", "reason": "ours" }""", true)]
    [InlineData("""{ "name": "example", "reason": "ours" }""", false)]
    [InlineData("""{ "behaviour": "beacon", "reason": "ours" }""", true)]
    [InlineData("""{ "behaviour": "port-scan", "reason": "ours" }""", false)]
    [InlineData("""{ "network": "203.0.113.7", "port": 444, "reason": "ours" }""", false)]
    public void Run_AllowList_LowersWhatItCovers(string entry, bool covers)
    {
        var finding = Assert.Single(Run($$"""{ "hosts": { "203.0.113.7": "updates.example" }, "entries": [ {{entry}} ] }""", Calls(Client)));

        Assert.Equal(covers ? 10 : 100, finding.Score);
        Assert.Equal(covers, finding.Sentence.EndsWith("; ours.", StringComparison.Ordinal));
        Assert.Equal(covers ? -90 : 0, finding.Adjustments.Sum(adjustment => adjustment.Points));
    }

    /// <summary>A scan of a server that everybody calls is a scan all the same.</summary>
    [Fact]
    public void Run_ScanOfACommonServer_KeepsItsScore()
    {
        var callers = Enumerable.Range(1, 20).Select(host => TestConnections.Flow(-90_000, $"10.0.0.{host}", Server));
        var scan = Enumerable.Range(1, 150).Select(port => TestConnections.Flow(port, "10.0.0.66", Server, port, ConnectionState.REJ));

        var finding = Assert.Single(TestConnections.Detect(new PortScan(new ScanOptions()), [.. callers, .. scan]));

        Assert.Equal(100, finding.Score);
        Assert.Empty(finding.Adjustments);
    }

    private static IReadOnlyList<Finding> Run(string allowed, IEnumerable<FlowRecord> flows)
    {
        var list = AllowListReader.Read(allowed, out var mistakes);
        Assert.Empty(mistakes);
        Assert.NotNull(list);
        var analysis = new BehaviourAnalysis([new BeaconDetector(new BeaconOptions())]);
        analysis.Add(TestConnections.Batch(flows));
        return analysis.Run(list, CancellationToken.None);
    }

    private static IEnumerable<FlowRecord> Calls(string source, int days = 1) =>
        Enumerable.Range(0, 1440 * days).Select(i => TestConnections.Flow(i * 60, source, Server, 443, bytes: 300));
}
