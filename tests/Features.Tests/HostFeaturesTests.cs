using NetMl.Flows;

namespace NetMl.Features.Tests;

public class HostFeaturesTests
{
    private const string A = "10.0.0.1", B = "10.0.0.2", C = "10.0.0.3";

    // A → B (twice), A → C (in vain), C → B, all within one component; the triangle A-B-C is closed.
    private static readonly HostFeatures Features = HostFeatures.Compute(HostGraph.Build([TestFlows.Batch(
        TestFlows.Flow(0, A, B) with { DestinationPort = 80, Protocol = IpProtocol.Tcp, State = ConnectionState.SF, SourceBytes = 100, DestinationBytes = 900, SourcePackets = 2, DestinationPackets = 3, DurationNanoseconds = TestFlows.Second },
        TestFlows.Flow(1, A, B) with { DestinationPort = 443, Protocol = IpProtocol.Tcp, State = ConnectionState.SF, SourceBytes = 300, DestinationBytes = 1700, SourcePackets = 4, DestinationPackets = 5, DurationNanoseconds = 3 * TestFlows.Second },
        TestFlows.Flow(2, A, C) with { DestinationPort = 80, Protocol = IpProtocol.Tcp, State = ConnectionState.S0 },
        TestFlows.Flow(3, C, B) with { DestinationPort = 53, Protocol = IpProtocol.Udp, State = ConnectionState.SF, SourceBytes = 40, DestinationBytes = 60, SourcePackets = 1, DestinationPackets = 1 })]));

    [Theory]
    [InlineData(A, "in_degree", 0)]
    [InlineData(A, "out_degree", 2)]
    [InlineData(B, "in_degree", 2)]
    [InlineData(C, "degree", 2)]
    [InlineData(A, "clustering", 1)]
    [InlineData(A, "component_size", 3)]
    [InlineData(A, "flows_out", 3)]
    [InlineData(B, "flows_in", 3)]
    [InlineData(A, "bytes_out", 400)]
    [InlineData(A, "bytes_in", 2600)]
    [InlineData(B, "bytes_out", 2660)]
    [InlineData(B, "bytes_in", 440)]
    [InlineData(A, "packets_out", 6)]
    [InlineData(A, "packets_in", 8)]
    [InlineData(A, "ports_called", 2)]
    [InlineData(B, "ports_offered", 3)]
    [InlineData(C, "opened_share", 0.5)]
    [InlineData(A, "sent_share", 400.0 / 3000)]
    [InlineData(A, "failed_share_out", 1.0 / 3)]
    [InlineData(C, "failed_share_in", 1)]
    [InlineData(B, "failed_share_in", 0)]
    [InlineData(B, "failed_share_out", 0)]
    [InlineData(A, "tcp_share", 1)]
    [InlineData(C, "udp_share", 0.5)]
    [InlineData(C, "icmp_share", 0)]
    [InlineData(A, "flow_bytes_mean", 1500)]
    [InlineData(A, "flow_bytes_median", 1500)]
    [InlineData(A, "flow_bytes_std", 500)]
    [InlineData(B, "flow_bytes_median", 1000)]
    [InlineData(A, "flow_packets_mean", 7)]
    [InlineData(A, "flow_packets_median", 7)]
    [InlineData(A, "flow_packets_std", 2)]
    [InlineData(A, "duration_mean", 2)]
    [InlineData(A, "duration_median", 2)]
    [InlineData(A, "duration_std", 1)]
    [InlineData(C, "duration_mean", 0)]
    public void Compute_ThreeHosts_MatchesHandWork(string host, string feature, double expected) =>
        Assert.Equal(expected, Value(Features, host, feature), 1e-12);

    // A has no callers: (1 − d)/3 + d·s/3 with s = rank of B, which calls nobody. Solved by hand: r(A) = x, r(C) = x + .425x, r(B) = x + .425x + .85·r(C), sum 1.
    [Fact]
    public void Compute_ThreeHosts_PageRankSolvesItsEquations()
    {
        double a = Value(Features, A, "pagerank"), b = Value(Features, B, "pagerank"), c = Value(Features, C, "pagerank");

        Assert.Equal(1, a + b + c, 1e-9);
        Assert.Equal(1.425 * a, c, 1e-9);
        Assert.Equal(a + 0.425 * a + 0.85 * c, b, 1e-9);
    }

    [Fact]
    public void Compute_ShuffledBatches_GivesTheSameBits()
    {
        var flows = TestFlows.Random(1, 800);
        var expected = HostFeatures.Compute(HostGraph.Build([TestFlows.Batch(flows)]));

        var shuffled = HostFeatures.Compute(HostGraph.Build(TestFlows.Shuffled(2, flows, 5)));

        Assert.Equal(expected.Values.ToArray(), shuffled.Values.ToArray());
    }

    [Fact]
    public void Compute_AnyFlows_AreFinite()
    {
        var features = HostFeatures.Compute(HostGraph.Build([TestFlows.Batch(TestFlows.Random(3, 500))]));
        var scaled = new float[features.Values.Length];

        features.WriteScaled(scaled);

        Assert.All(features.Values.ToArray(), value => Assert.True(double.IsFinite(value)));
        Assert.All(scaled, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Compute_NoFlows_HasNoHosts() => Assert.Equal(0, HostFeatures.Compute(HostGraph.Build([FlowBatch.Empty])).Values.Length);

    // A host that calls itself: one edge, no peer.
    [Fact]
    public void Compute_SelfLoop_HasNoPeers()
    {
        var features = HostFeatures.Compute(HostGraph.Build([TestFlows.Batch(TestFlows.Flow(0, A, A))]));

        Assert.Equal((1, 1, 0), (Value(features, A, "in_degree"), Value(features, A, "flows_out"), Value(features, A, "degree")));
    }

    private static double Value(HostFeatures features, string host, string feature)
    {
        var node = Enumerable.Range(0, features.Graph.Hosts.Length).Single(v => features.Graph.Address(v) == host);
        return features.Of(node)[HostFeatures.Names.ToList().IndexOf(feature)];
    }
}
