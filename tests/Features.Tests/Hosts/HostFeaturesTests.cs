using System.Globalization;
using NetMl.Features.Hosts;
using NetMl.Flows;
using NetMl.Graphs.Centrality;

namespace NetMl.Features.Tests.Hosts;

public class HostFeaturesTests
{
    private const string A = "10.0.0.1", B = "10.0.0.2", C = "10.0.0.3", D = "10.0.0.4", E = "10.0.0.5", F = "10.0.0.6";

    // A → B (twice), A → C (in vain), C → B, all within one component; the triangle A-B-C is closed.
    private static readonly HostFeatures Features = HostFeatures.Compute(HostGraph.Build([TestFlows.Batch(
        TestFlows.Flow(0, A, B) with { DestinationPort = 80, Protocol = IpProtocol.Tcp, State = ConnectionState.SF, SourceBytes = 100, DestinationBytes = 900, SourcePackets = 2, DestinationPackets = 3, DurationNanoseconds = TestFlows.Second },
        TestFlows.Flow(1, A, B) with { DestinationPort = 443, Protocol = IpProtocol.Tcp, State = ConnectionState.SF, SourceBytes = 300, DestinationBytes = 1700, SourcePackets = 4, DestinationPackets = 5, DurationNanoseconds = 3 * TestFlows.Second },
        TestFlows.Flow(2, A, C) with { DestinationPort = 80, Protocol = IpProtocol.Tcp, State = ConnectionState.S0 },
        TestFlows.Flow(3, C, B) with { DestinationPort = 53, Protocol = IpProtocol.Udp, State = ConnectionState.SF, SourceBytes = 40, DestinationBytes = 60, SourcePackets = 1, DestinationPackets = 1 })]));

    //     B       E        A → B → C → A is one triangle, D → E → F → D the other, C → D joins them.
    //    / \     / \
    //   A---C---D---F
    private static readonly HostFeatures Bridge = HostFeatures.Compute(HostGraph.Build([TestFlows.Batch(
        TestFlows.Flow(0, A, B), TestFlows.Flow(1, B, C), TestFlows.Flow(2, C, A), TestFlows.Flow(3, C, D),
        TestFlows.Flow(4, D, E), TestFlows.Flow(5, E, F), TestFlows.Flow(6, F, D))]));

    // A calls B at 0, 1, 3 and 9 s; the middle of the time is 4.5 s. At 9 s it also calls C, which is new to it.
    private static readonly HostFeatures Habits = HostFeatures.Compute(HostGraph.Build([TestFlows.Batch(
        TestFlows.Flow(0, A, B) with { DestinationPort = 80, Protocol = IpProtocol.Tcp, SourcePackets = 3, DestinationPackets = 1 },
        TestFlows.Flow(1, A, B) with { DestinationPort = 80, Protocol = IpProtocol.Tcp }, TestFlows.Flow(3, A, B) with { DestinationPort = 443, Protocol = IpProtocol.Udp },
        TestFlows.Flow(9, A, B) with { DestinationPort = 22, Protocol = IpProtocol.Udp }, TestFlows.Flow(9, A, C))]));

    /// <summary>Three hosts, see above.</summary>
    public static TheoryData<string, string, double> Traffic { get; } = new()
    {
        { A, "in_degree", 0 },
        { A, "out_degree", 2 },
        { B, "in_degree", 2 },
        { C, "degree", 2 },
        { A, "clustering", 1 },
        { A, "component_size", 3 },
        { A, "flows_out", 3 },
        { B, "flows_in", 3 },
        { A, "bytes_out", 400 },
        { A, "bytes_in", 2600 },
        { B, "bytes_out", 2660 },
        { B, "bytes_in", 440 },
        { A, "packets_out", 6 },
        { A, "packets_in", 8 },
        { A, "ports_called", 2 },
        { B, "ports_offered", 3 },
        { C, "opened_share", 0.5 },
        { A, "sent_share", 400.0 / 3000 },
        { A, "failed_share_out", 1.0 / 3 },
        { C, "failed_share_in", 1 },
        { B, "failed_share_in", 0 },
        { B, "failed_share_out", 0 },
        { A, "tcp_share", 1 },
        { C, "udp_share", 0.5 },
        { C, "icmp_share", 0 },
        { A, "flow_bytes_mean", 1500 },
        { A, "flow_bytes_median", 1500 },
        { A, "flow_bytes_std", 500 },
        { B, "flow_bytes_median", 1000 },
        { A, "flow_packets_mean", 7 },
        { A, "flow_packets_median", 7 },
        { A, "flow_packets_std", 2 },
        { A, "duration_mean", 2 },
        { A, "duration_median", 2 },
        { A, "duration_std", 1 },
        { C, "duration_mean", 0 },
    };

    public static TheoryData<string, string, double> Topology { get; } = new()
    {
        { A, "triangles", 1 },
        { C, "triangles", 1 },
        { C, "core_number", 2 },
        { A, "ego_density", 1 },
        // C, A, B, D: links C-A, C-B, C-D, A-B of 6.
        { C, "ego_density", 4.0 / 6 },
        { C, "clustering", 1.0 / 3 },
        // Of the 10 pairs of the others, {A, B} × {D, E, F} meet through C.
        { C, "betweenness", 0.6 },
        { A, "betweenness", 0 },
        // C: A, B, D at 1, E, F at 2. A: B, C at 1, D at 2, E, F at 3.
        { C, "harmonic", 4.0 / 5 },
        { A, "harmonic", (2 + 1.0 / 2 + 2.0 / 3) / 5 },
        { C, "closeness", 5.0 / 7 },
        { A, "closeness", 5.0 / 10 },
        { A, "community_size", 3 },
        { A, "community_share", 1 },
        { C, "community_share", 2.0 / 3 },
        { A, "participation", 0 },
        { C, "participation", 1 - 4.0 / 9 - 1.0 / 9 },
        // Each has two links within its triangle.
        { C, "community_standing", 0 },
    };

    public static TheoryData<string, string, double> Habit { get; } = new()
    {
        { A, "packets_sent_share", 0.75 },
        { B, "packets_sent_share", 0.25 },
        // Gaps 1, 2, 6, 0: around the median 1.5 they lie 0.5, 0.5, 4.5, 1.5 away.
        { A, "gap_mean", 2.25 },
        { A, "gap_median", 1.5 },
        { A, "gap_mad", 1 },
        { B, "gap_median", 0 },
        // B 4 of 5, C 1 of 5.
        { A, "peer_entropy", 0.7219280948873623 },
        { B, "peer_entropy", 0 },
        // 80 twice, 443 and 22 once each.
        { A, "port_entropy", 1.5 },
        // TCP 2, UDP 2 of B's 4.
        { B, "protocol_entropy", 1 },
        { A, "core_number", 1 },
        // A alone calls, B and C alike.
        { A, "hub", 1 },
        { C, "hub", 0 },
        { A, "authority", 0 },
        { C, "authority", 0.5 },
        { A, "new_peer_rate", 0.5 },
        { B, "new_peer_rate", 0 },
    };

    public static TheoryData<int> HoursOfDay { get; } = [.. Enumerable.Range(0, 24)];

    public static TheoryData<string, string?> Services { get; } = new()
    {
        { "none", null }, { "other", "modbus" }, { "dns", "dns" }, { "http", "http" }, { "ssl", "ssl" }, { "ssh", "ssh" }, { "ftp", "ftp-data" }, { "smtp", "smtp" },
        { "dhcp", "dhcp" }, { "ntp", "ntp" }, { "rdp", "rdp" }, { "smb", "gssapi,ntlm,smb" }, { "kerberos", "krb_tcp" }, { "irc", "irc" }, { "quic", "quic" }, { "snmp", "snmp" },
    };

    [Theory]
    [MemberData(nameof(Traffic))]
    public void Compute_ThreeHosts_MatchesHandWork(string host, string feature, double expected) =>
        Assert.Equal(expected, Value(Features, host, feature), 1e-12);

    [Theory]
    [MemberData(nameof(Topology))]
    public void Compute_TwoTriangles_MatchesHandWork(string host, string feature, double expected) =>
        Assert.Equal(expected, Value(Bridge, host, feature), 1e-12);

    [Theory]
    [MemberData(nameof(Habit))]
    public void Compute_FiveCalls_MatchesHandWork(string host, string feature, double expected) =>
        Assert.Equal(expected, Value(Habits, host, feature), 1e-12);

    // Half past each hour, beside a flow at midnight a day before and one in the year before 1970.
    [Theory]
    [MemberData(nameof(HoursOfDay))]
    public void Compute_FlowOfAnHour_CountsInThatHour(int hour)
    {
        var features = HostFeatures.Compute(HostGraph.Build([TestFlows.Batch(
            TestFlows.Flow(86_400 + hour * 3600 + 1800, A, B), TestFlows.Flow(0, A, B), TestFlows.Flow(-86_400 * 100 + hour * 3600, A, B))]));

        Assert.Equal(hour == 0 ? 1 : 2.0 / 3, Value(features, A, Hour(hour)), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Compute_FlowOfAService_CountsInItsClass(string name, string? service)
    {
        var features = HostFeatures.Compute(HostGraph.Build([TestFlows.Batch(
            TestFlows.Flow(0, A, B) with { Service = service }, TestFlows.Flow(1, A, B) with { Service = name == "dns" ? "http" : "dns" })]));

        Assert.Equal(0.5, Value(features, A, $"service_{name}"), 1e-12);
    }

    [Fact]
    public void All_EachFeature_HasHandWork() => Assert.Equal(
        HostFeatures.Names.Except(["pagerank"]).Order(), // Its equations are solved below.
        Traffic.Concat(Topology).Concat(Habit).Select(row => (string)row[1])
            .Concat(Enumerable.Range(0, 24).Select(Hour)).Concat(Services.Select(row => "service_" + row[0]))
            .Distinct().Order());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Compute_RandomFlows_LieInTheirRange(int seed)
    {
        var features = HostFeatures.Compute(HostGraph.Build([TestFlows.Batch(TestFlows.Random(seed, 600))]));

        for (var node = 0; node < features.Graph.Hosts.Length; node++)
            for (var feature = 0; feature < HostFeatures.Names.Count; feature++)
                Assert.True(HostFeatureTable.All[feature].About.Range.Holds(features.Of(node)[feature]), HostFeatures.Names[feature]);
    }

    /// <summary>What is approximated in large graphs stays within the stated errors of what is exact.</summary>
    [Fact]
    public void Compute_MoreHostsThanAreExact_StaysWithinTheStatedErrors()
    {
        var random = new Random(1);
        var flows = Enumerable.Range(0, 12_000).Select(i => TestFlows.Flow(i, Host(i % 2400), Host((int)(2400 * Math.Pow(random.NextDouble(), 3)))));
        var facts = new HostFacts(HostGraph.Build([TestFlows.Batch(flows)]));
        var links = facts.Graph.Undirected;
        var (betweenness, exact) = (Betweenness.Compute(links), Closeness.Compute(links));

        Assert.True(links.NodeCount > HostCentrality.MostExact);
        for (var node = 0; node < links.NodeCount; node++)
            Assert.Equal(betweenness[node], facts.Centrality.Betweenness.Span[node], HostCentrality.BetweennessError);
        var errors = Enumerable.Range(0, links.NodeCount).Select(node => facts.Centrality.Harmonic.Span[node] / exact.Harmonic.Span[node] - 1);
        Assert.InRange(Math.Sqrt(errors.Average(error => error * error)), 0, 1.04 / Math.Sqrt(1 << HostCentrality.Log2Registers));
    }

    // h0 → h1 → … → h2999: the far end is 2999 links away, 64 are looked at.
    [Fact]
    public void Compute_LongChain_LooksAtTheNearestOnly()
    {
        var facts = new HostFacts(HostGraph.Build([TestFlows.Batch(Enumerable.Range(0, 2999).Select(i => TestFlows.Flow(i, Host(i), Host(i + 1))))]));

        var middle = facts.Centrality.Harmonic.ToArray().Order().ElementAt(1500);

        Assert.Equal(2 * Enumerable.Range(1, HostCentrality.FurthestHost).Sum(d => 1.0 / d), middle, 2.0);
        Assert.Equal(HostCentrality.BetweennessError, facts.Centrality.BetweennessBound);
    }

    [Fact]
    public void Compute_NobodyWaits_Ends() => Assert.ThrowsAny<OperationCanceledException>(() =>
        HostFeatures.Compute(HostGraph.Build([TestFlows.Batch(TestFlows.Flow(0, A, B))]), new CancellationToken(canceled: true)));

    /// <summary>What models learn from is a prefix of what analysts see, and equal to it.</summary>
    [Fact]
    public void Compute_ModelFeatures_AreTheFirstOfAll()
    {
        var graph = HostGraph.Build([TestFlows.Batch(TestFlows.Random(4, 300))]);
        var (all, model) = (HostFeatures.Compute(graph), HostFeatures.Compute(graph, HostFeatureTable.Model));

        for (var node = 0; node < graph.Hosts.Length; node++)
            Assert.Equal(all.Of(node)[..HostFeatureTable.Model.Count].ToArray(), model.Of(node).ToArray());
    }

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

    private static string Hour(int hour) => string.Create(CultureInfo.InvariantCulture, $"hour_{hour:00}");

    private static string Host(int number) => $"10.1.{number / 250}.{number % 250}";

    private static double Value(HostFeatures features, string host, string feature)
    {
        var node = Enumerable.Range(0, features.Graph.Hosts.Length).Single(v => features.Graph.Address(v) == host);
        return features.Of(node)[HostFeatures.Names.ToList().IndexOf(feature)];
    }
}
