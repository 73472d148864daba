using NetMl.Features.Pairs;
using NetMl.Flows;

namespace NetMl.Features.Tests.Pairs;

public class PairFeaturesTests
{
    private const string A = "10.0.0.1", B = "10.0.0.2", C = "10.0.0.3", D = "10.0.0.4";

    // A → B at 0, 10 and 40 s (the last in vain), B → A at 50 s, A → C, B → C, B → D: A and B share the peer C; of either: A, B, C, D.
    private static readonly PairFacts Facts = PairFacts.Of(HostGraph.Build([TestFlows.Batch(
        TestFlows.Flow(0, A, B) with { DestinationPort = 80, Protocol = IpProtocol.Tcp, State = ConnectionState.SF, SourceBytes = 100, DestinationBytes = 500, SourcePackets = 2, DestinationPackets = 4, DurationNanoseconds = TestFlows.Second },
        TestFlows.Flow(10, A, B) with { DestinationPort = 80, Protocol = IpProtocol.Tcp, State = ConnectionState.SF, SourceBytes = 50, DestinationBytes = 100, SourcePackets = 1, DestinationPackets = 1, DurationNanoseconds = 4 * TestFlows.Second },
        TestFlows.Flow(40, A, B) with { DestinationPort = 443, Protocol = IpProtocol.Tcp, State = ConnectionState.S0 },
        TestFlows.Flow(50, B, A), TestFlows.Flow(51, A, C), TestFlows.Flow(52, B, C), TestFlows.Flow(53, B, D), TestFlows.Flow(54, C, B))]));

    public static TheoryData<string, string, string, double> HandWorked { get; } = new()
    {
        { A, B, "flows", 3 },
        { A, B, "bytes_sent", 150 },
        { A, B, "bytes_received", 600 },
        { A, B, "packets_sent", 3 },
        { A, B, "packets_received", 5 },
        { A, B, "sent_share", 0.2 },
        { B, C, "sent_share", 0 },
        { A, B, "failed_share", 1.0 / 3 },
        { A, B, "duration_mean", 2.5 },
        { A, B, "span", 40 },
        { A, B, "gap_mean", 20 },
        { A, B, "gap_median", 20 },
        { A, B, "gap_mad", 10 },
        { B, C, "gap_median", 0 },
        // Ports 80, 80, 443: −⅔ log₂ ⅔ − ⅓ log₂ ⅓.
        { A, B, "port_entropy", 0.9182958340544896 },
        // A opened 4 flows; 4 came to B.
        { A, B, "source_share", 0.75 },
        { A, B, "target_share", 0.75 },
        { A, B, "flows_back", 1 },
        { B, A, "flows_back", 3 },
        { B, D, "flows_back", 0 },
        { A, B, "common_peers", 1 },
        { B, D, "common_peers", 0 },
        { A, B, "peer_jaccard", 0.25 },
    };

    [Theory]
    [MemberData(nameof(HandWorked))]
    public void Value_DrawnCapture_MatchesHandWork(string source, string target, string feature, double expected)
    {
        var pair = Enumerable.Range(0, Facts.Traffic.Length).Single(p =>
            Facts.Graph.Address(Facts.Source[p]) == source && Facts.Graph.Address(Facts.Target[p]) == target);

        Assert.Equal(expected, PairFeatureTable.All.Single(one => one.About.Name == feature).Value(new PairView(Facts, pair)), 1e-12);
    }

    [Fact]
    public void All_EachFeature_HasHandWork() =>
        Assert.Equal(PairFeatureTable.All.Select(feature => feature.About.Name).Order(), HandWorked.Select(row => (string)row[2]).Distinct().Order());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Value_RandomFlows_LiesInItsRange(int seed)
    {
        var facts = PairFacts.Of(HostGraph.Build([TestFlows.Batch(TestFlows.Random(seed, 600))]));

        foreach (var feature in PairFeatureTable.All)
            Assert.All(Enumerable.Range(0, facts.Traffic.Length), pair => Assert.True(feature.About.Range.Holds(feature.Value(new PairView(facts, pair))), feature.About.Name));
    }

    [Fact]
    public void Value_SelfLoop_HasNoPeers()
    {
        var facts = PairFacts.Of(HostGraph.Build([TestFlows.Batch(TestFlows.Flow(0, A, A))]));

        Assert.Equal((1, 0), (new PairView(facts, 0).FlowsBack, new PairView(facts, 0).CommonPeers));
    }
}
