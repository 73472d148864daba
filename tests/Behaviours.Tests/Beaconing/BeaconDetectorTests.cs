using NetMl.Behaviours.Beaconing;
using NetMl.Flows;

namespace NetMl.Behaviours.Tests.Beaconing;

public class BeaconDetectorTests
{
    private const string Infected = "10.0.0.5", Controller = "203.0.113.7", Other = "10.0.0.6";

    [Fact]
    public void Detect_CallsEveryMinute_FindsThem()
    {
        var finding = Assert.Single(Detect(new BeaconOptions(), [.. Calls(Infected, Controller), TestConnections.Flow(86_399, Other, "198.51.100.1")]));

        Assert.Equal((BehaviourNames.Beacon, Infected, Controller), (finding.Behaviour, finding.Source, finding.Target));
        Assert.Equal(100, finding.Score);
        Assert.Equal(60, finding.Evidence["median_interval_seconds"]);
        Assert.Equal(443, finding.Evidence["port"]);
        Assert.Equal("10.0.0.5 called 203.0.113.7 1440 times, about every 60 seconds, most often on TCP port 443.", finding.Sentence);
    }

    [Theory]
    [InlineData(Infected, "239.255.255.250")] // Multicast.
    [InlineData(Infected, "10.0.0.9")]        // Inside.
    [InlineData(Controller, Infected)]        // From outside.
    public void Detect_NotACallHome_FindsNone(string source, string target) =>
        Assert.Empty(Detect(new BeaconOptions(), Calls(source, target)));

    [Fact]
    public void Detect_InternalPairsIncluded_FindsThem() =>
        Assert.Single(Detect(new BeaconOptions(IncludeInternalPairs: true), Calls(Infected, "10.0.0.9")));

    // A file server that clients greet every 900 seconds: as even as can be, and told only to those who ask for what goes on inside.
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void Detect_SmbEvery900Seconds_IsToldOnlyWhenAskedFor(bool includeInternalPairs, int findings)
    {
        var calls = Enumerable.Range(0, 96).Select(i => TestConnections.Flow(i * 900, Infected, "10.0.0.9", 445, bytes: 700));

        Assert.Equal(findings, Detect(new BeaconOptions(IncludeInternalPairs: includeInternalPairs), calls).Count);
    }

    [Fact]
    public void Detect_Clock_CountsHalf()
    {
        var calls = Enumerable.Range(0, 1440).Select(i => TestConnections.Flow(i * 60, Infected, Controller, 123, protocol: IpProtocol.Udp, bytes: 48));

        var finding = Assert.Single(Detect(new BeaconOptions(MinimumScore: 0), calls));

        Assert.Equal((50, 1), (finding.Score, finding.Evidence["beacon_score"]));
    }

    // Ten of ten hosts call it: 15 points less than what the formula gives each of them.
    [Theory]
    [InlineData(9, 100)]
    [InlineData(10, 85)]
    public void Detect_TargetThatMostHostsCall_LosesPoints(int hosts, double score)
    {
        var flows = Enumerable.Range(1, hosts).SelectMany(host => Calls($"10.0.0.{host}", Controller));

        var findings = Detect(new BeaconOptions(), [.. flows, TestConnections.Flow(86_399, "10.0.0.1", Controller)]);

        Assert.Equal(hosts, findings.Count);
        Assert.All(findings.Where(finding => finding.Source != "10.0.0.1"), finding => Assert.Equal(score, finding.Score, 1.0));
    }

    // Of two public hosts, the one with more peers is inside.
    [Fact]
    public void Detect_PublicPair_OnlyTheCallFromInsideCounts()
    {
        var visitors = Enumerable.Range(1, 20).Select(i => TestConnections.Flow(i, $"198.51.100.{i}", "192.0.2.1"));

        var findings = Detect(new BeaconOptions(), [.. visitors, .. Calls("192.0.2.1", Controller), .. Calls("203.0.113.8", "192.0.2.1")]);

        Assert.Equal(("192.0.2.1", Controller), findings.Select(finding => (finding.Source, finding.Target)).Single());
    }

    [Fact]
    public void Detect_RandomBrowsing_FindsNone()
    {
        var random = new Random(1);
        var flows = Enumerable.Range(0, 300).Select(_ => TestConnections.Flow(random.Next(40_000), Infected, Controller, 443, bytes: random.Next(100, 90_000)));

        Assert.Empty(Detect(new BeaconOptions(), [.. flows, TestConnections.Flow(86_399, Other, Controller)]));
    }

    // A minute ± 50 %, every tenth call missed, for seven hours of a day: the formula asks for a whole day and gives 60.
    [Fact]
    public void Detect_JitterMissedCallsAndShortLife_IsFoundByItsPeriod()
    {
        var random = new Random(1);
        var second = 0.0;
        var calls = Enumerable.Range(0, 420).Select(_ => TestConnections.Flow(second += 60 * (0.5 + random.NextDouble()), Infected, Controller, 443, bytes: 300)).ToArray().Where(_ => random.NextDouble() > 0.1);

        var finding = Assert.Single(Detect(new BeaconOptions(), [.. calls, TestConnections.Flow(86_399, Other, "198.51.100.1")]));

        Assert.True(finding.Score > 75, finding.Sentence);
        Assert.True(finding.Evidence["beacon_score"] < 0.7);
        Assert.True(finding.Evidence["period_chance"] < 1e-6);
        Assert.Equal(60, finding.Evidence["period_seconds"], 15.0);
    }

    // The same, where no beacon is: only visits.
    [Fact]
    public void Detect_VisitsAtRandomTimes_HaveNoPeriod()
    {
        var random = new Random(1);
        var visits = Enumerable.Range(0, 1400).Select(_ => TestConnections.Flow(random.NextDouble() * 80_000, Infected, Controller, 443, bytes: 300));

        Assert.All(Detect(new BeaconOptions(MinimumScore: 0), visits), finding => Assert.DoesNotContain("period_chance", finding.Evidence.Keys));
    }

    [Fact]
    public void Detect_NoConnections_FindsNone() =>
        Assert.Empty(Detect(new BeaconOptions(), []));

    private static IReadOnlyList<Finding> Detect(BeaconOptions options, params IEnumerable<FlowRecord> flows) => TestConnections.Detect(new BeaconDetector(options), flows);

    private static IEnumerable<FlowRecord> Calls(string source, string target) =>
        Enumerable.Range(0, 1440).Select(i => TestConnections.Flow(i * 60, source, target, 443, bytes: 300));
}
