using NetMl.Features.PerFlow;
using NetMl.Flows;

namespace NetMl.Features.Tests.PerFlow;

public class FlowFeaturesTests
{
    private static readonly FlowRecord Plain = TestFlows.Flow(10, "10.0.0.1", "10.0.0.2") with
    {
        DurationNanoseconds = 2 * TestFlows.Second,
        Protocol = IpProtocol.Tcp,
        SourcePort = 50_000,
        DestinationPort = 443,
        Service = "ssl",
        State = ConnectionState.SF,
        SourceBytes = 100,
        DestinationBytes = 300,
        SourcePackets = 4,
        DestinationPackets = 6,
    };

    /// <summary>Feature and its value, for a class the class's name.</summary>
    public static TheoryData<string, object> HandWorked { get; } = new()
    {
        { "duration", 2000.0 },
        { "source_bytes", 100.0 },
        { "target_bytes", 300.0 },
        { "source_packets", 4.0 },
        { "target_packets", 6.0 },
        { "source_bytes_per_packet", 25.0 },
        { "target_bytes_per_packet", 50.0 },
        { "bytes_per_second", 200.0 },
        { "sent_share", 0.25 },
        { "failed", 0.0 },
        { "protocol", "tcp" },
        { "state", "SF" },
        { "service", "ssl" },
        { "target_port", "web" },
        { "source_port", "dynamic" },
    };

    [Theory]
    [MemberData(nameof(HandWorked))]
    public void Value_PlainFlow_MatchesHandWork(string feature, object expected)
    {
        var flows = FlowTable.Build([TestFlows.Batch(Plain)]);
        var about = FlowFeatureTable.All.Single(one => one.About.Name == feature);

        var value = about.Value(new FlowView(flows, 0, FlowFeatures.Pasts(flows)[0]));

        Assert.Equal(expected, about.Classes.Count > 0 ? about.Classes[(int)value] : value);
    }

    [Theory]
    [InlineData("log1p(duration)", 7.6014023345837334)]
    [InlineData("log1p(bytes_per_second)", 5.303304908059076)]
    [InlineData("sent_share", 0.25)]
    [InlineData("duration_missing", 0)]
    [InlineData("source_gap_missing", 1)]
    [InlineData("protocol=tcp", 1)]
    [InlineData("protocol=udp", 0)]
    [InlineData("state=SF", 1)]
    [InlineData("state=S0", 0)]
    public void Compute_Columns_FollowTheRuleInTheirName(string column, double expected) => Assert.Equal((float)expected, Value(Plain, column));

    [Theory]
    [InlineData("duration")]
    [InlineData("source_bytes")]
    [InlineData("target_bytes")]
    [InlineData("source_packets")]
    [InlineData("target_packets")]
    public void Compute_MissingAmount_IsZeroAndSaysSo(string feature)
    {
        var bare = TestFlows.Flow(0, "10.0.0.1", "10.0.0.2");

        Assert.Equal((0, 1), (Value(bare, feature), Value(bare, feature + "_missing")));
    }

    [Theory]
    [InlineData(null, "none")]
    [InlineData("", "none")]
    [InlineData("gssapi,ntlm,smb", "smb")]
    [InlineData("krb_tcp", "kerberos")]
    [InlineData("modbus", "other")]
    public void Compute_Service_IsOfOneClass(string? service, string expected) => Assert.Equal(1, Value(Plain with { Service = service }, $"service={expected}"));

    [Theory]
    [InlineData(53, "dns")]
    [InlineData(123, "time")]
    [InlineData(700, "well_known")]
    [InlineData(4444, "registered")]
    [InlineData(60_000, "dynamic")]
    [InlineData(-1, "missing")]
    public void Compute_Port_IsOfOneClass(int port, string expected) => Assert.Equal(1, Value(Plain with { DestinationPort = port }, $"target_port={expected}"));

    [Fact]
    public void Compute_IcmpTypeAndCode_AreNoPorts() =>
        Assert.Equal(1, Value(Plain with { Protocol = IpProtocol.Icmp, DestinationPort = 3 }, "target_port=missing"));

    // Same source 3 s before; same pair 8 s before.
    [Fact]
    public void Compute_Gaps_AreSinceTheFlowBefore()
    {
        var values = FlowFeatures.Compute(FlowTable.Build([TestFlows.Batch(
            TestFlows.Flow(0, "10.0.0.1", "10.0.0.2"), TestFlows.Flow(5, "10.0.0.1", "10.0.0.3"), TestFlows.Flow(8, "10.0.0.1", "10.0.0.2"))]));

        var last = values.AsSpan(2 * FlowFeatures.Names.Count);
        Assert.Equal((float)Math.Log(3001), last[Column("source_gap")]);
        Assert.Equal((float)Math.Log(8001), last[Column("pair_gap")]);
        Assert.Equal(1, values[Column("pair_gap_missing")]);
    }

    [Fact]
    public void Compute_OtherAddresses_GivesTheSameBits()
    {
        var flows = TestFlows.Random(1, 300);
        var hosts = flows.SelectMany(flow => new[] { flow.Source, flow.Destination }).Distinct().Order(StringComparer.Ordinal).ToList();
        var renamed = flows.Select((flow, i) => flow with
        {
            StartNanoseconds = i * TestFlows.Second,
            Source = $"172.16.0.{hosts.IndexOf(flow.Source)}",
            Destination = $"172.16.0.{hosts.IndexOf(flow.Destination)}",
        });
        var original = flows.Select((flow, i) => flow with { StartNanoseconds = i * TestFlows.Second });

        Assert.Equal(FlowFeatures.Compute(FlowTable.Build([TestFlows.Batch(original)])), FlowFeatures.Compute(FlowTable.Build([TestFlows.Batch(renamed)])));
    }

    [Fact]
    public void Compute_EachClass_HasExactlyOne()
    {
        var values = FlowFeatures.Compute(FlowTable.Build([TestFlows.Batch(TestFlows.Random(2, 200))]));

        foreach (var group in new[] { "protocol=", "state=", "service=", "target_port=", "source_port=" })
        {
            var columns = Enumerable.Range(0, FlowFeatures.Names.Count).Where(i => FlowFeatures.Names[i].StartsWith(group, StringComparison.Ordinal)).ToArray();
            for (var flow = 0; flow < 200; flow++)
                Assert.Equal(1, columns.Sum(column => values[flow * FlowFeatures.Names.Count + column]));
        }
        Assert.All(values, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Names_AreDistinctAndDescribed()
    {
        Assert.Equal(FlowFeatures.Names.Count, FlowFeatures.Names.Distinct().Count());
        Assert.All(FlowFeatureTable.All, feature => Assert.False(string.IsNullOrWhiteSpace(feature.About.Formula)));
    }

    private static float Value(FlowRecord flow, string feature) => FlowFeatures.Compute(FlowTable.Build([TestFlows.Batch(flow)]))[Column(feature)];

    // Amounts stand in tensors as logarithms, and their columns say so.
    private static int Column(string feature) => FlowFeatures.Names.ToList().FindIndex(name => name == feature || name == $"log1p({feature})");
}
