using System.Globalization;
using NetMl.Features.Descriptions;
using NetMl.Features.PerFlow;
using static NetMl.Features.Descriptions.FeatureScale;

namespace NetMl.Features.Hosts;

/// <summary>What a host sends, receives, opens and answers, when, and with whom.</summary>
internal static class HostTrafficFeatures
{
    private const string Unknown = "what the log does not know counts 0";
    private const string NoneKnown = "0 when no flow knows it";

    public static IReadOnlyList<Feature<HostView>> Model { get; } =
    [
        Amount("flows_in", "flows", "flows that came to it (strength in)", "never missing", host => host.Traffic.Answered),
        Amount("flows_out", "flows", "flows that it opened (strength out)", "never missing", host => host.Traffic.Opened),
        Amount("bytes_in", "B", "payload bytes that it received, either role", Unknown, host => host.Traffic.BytesReceived),
        Amount("bytes_out", "B", "payload bytes that it sent, either role", Unknown, host => host.Traffic.BytesSent),
        Amount("packets_in", "packets", "packets that it received, either role", Unknown, host => host.Traffic.PacketsReceived),
        Amount("packets_out", "packets", "packets that it sent, either role", Unknown, host => host.Traffic.PacketsSent),
        Amount("ports_called", "ports", "different ports that it called", "flows without a port do not count", host => host.Traffic.PortsCalled),
        Amount("ports_offered", "ports", "different ports of its own that were called", "flows without a port do not count", host => host.Traffic.PortsOffered),
        Share("opened_share", "flows that it opened / all its flows", "never missing", host => Part(host.Traffic.Opened, host.Traffic.Flows)),
        Share("sent_share", "bytes sent / bytes sent and received", "0 without bytes", host => Part(host.Traffic.BytesSent, host.Traffic.BytesSent + host.Traffic.BytesReceived)),
        Share("failed_share_out", "flows opened in vain / flows opened", "0 when it opened none", host => Part(host.Traffic.OpenedFailed, host.Traffic.Opened)),
        Share("failed_share_in", "flows that came in vain / flows that came", "0 when none came", host => Part(host.Traffic.AnsweredFailed, host.Traffic.Answered)),
        Share("tcp_share", "TCP flows / all its flows", "never missing", host => Part(host.Traffic.Tcp, host.Traffic.Flows)),
        Share("udp_share", "UDP flows / all its flows", "never missing", host => Part(host.Traffic.Udp, host.Traffic.Flows)),
        Share("icmp_share", "ICMP and ICMPv6 flows / all its flows", "never missing", host => Part(host.Traffic.Icmp, host.Traffic.Flows)),
        .. Spread("flow_bytes", "B", "payload of both sides per flow", host => host.Traffic.FlowBytes),
        .. Spread("flow_packets", "packets", "packets of both sides per flow", host => host.Traffic.FlowPackets),
        .. Spread("duration", "s", "length of its flows", host => host.Traffic.Duration),
    ];

    public static IReadOnlyList<Feature<HostView>> Analyst { get; } =
    [
        Share("packets_sent_share", "packets sent / packets sent and received", "0 without packets", host => Part(host.Traffic.PacketsSent, host.Traffic.PacketsSent + host.Traffic.PacketsReceived)),
        Amount("gap_mean", "s", "time from one flow that it opened to the next, mean", "0 with fewer than two", host => host.Habits.Gaps.Mean),
        Amount("gap_median", "s", "the same, median", "0 with fewer than two", host => host.Habits.Gaps.Median),
        Amount("gap_mad", "s", "the same, median absolute deviation from the median", "0 with fewer than two", host => host.Habits.GapDeviation),
        Bits("peer_entropy", "−Σ p log₂ p over its peers, p = share of its flows that are with the peer", "never missing", host => host.Habits.PeerEntropy),
        Bits("port_entropy", "−Σ p log₂ p over the ports that it called, p = share of the flows that it opened", "0 when none has a port", host => host.Habits.PortEntropy),
        Bits("protocol_entropy", "−Σ p log₂ p over IP protocols, p = share of its flows", "never missing", host => host.Habits.ProtocolEntropy),
        Share("new_peer_rate", "of the flows that it opened in the later half of the graph's time, those to hosts that it had not called in the earlier half / all of them", "0 when it opened none in the later half", host => host.Habits.NewPeerRate),
        .. Enumerable.Range(0, HostHabits.Hours).Select(hour => Share(
            string.Create(CultureInfo.InvariantCulture, $"hour_{hour:00}"), string.Create(CultureInfo.InvariantCulture, $"flows that start from {hour:00}:00 to {hour:00}:59 UTC / all its flows"),
            "never missing", host => Part(host.Habits.FlowsOfHour.Span[hour], host.Traffic.Flows))),
        .. ServiceClasses.Names.Select((service, index) => Share(
            $"service_{service}", $"flows whose service is {service} / all its flows", "a service that the log does not name is none", host => Part(host.Habits.FlowsOfService.Span[index], host.Traffic.Flows))),
    ];

    private static Feature<HostView>[] Spread(string name, string unit, string what, Func<HostView, Summary> summary) =>
    [
        Amount($"{name}_mean", unit, $"{what}, mean over flows where it is known", NoneKnown, host => summary(host).Mean),
        Amount($"{name}_median", unit, $"{what}, median likewise", NoneKnown, host => summary(host).Median),
        Amount($"{name}_std", unit, $"{what}, population standard deviation likewise", NoneKnown, host => summary(host).Deviation),
    ];

    private static Feature<HostView> Amount(string name, string unit, string formula, string missing, Func<HostView, double> value) =>
        new(new(name, unit, FeatureRange.NotNegative, formula, missing, FeatureCost.Flows, Log), value);

    private static Feature<HostView> Share(string name, string formula, string missing, Func<HostView, double> value) =>
        new(new(name, "share", FeatureRange.Share, formula, missing, FeatureCost.Flows), value);

    private static Feature<HostView> Bits(string name, string formula, string missing, Func<HostView, double> value) =>
        new(new(name, "bits", FeatureRange.NotNegative, formula, missing, FeatureCost.Flows), value);

    private static double Part(double part, double whole) => whole > 0 ? part / whole : 0;
}
