using static NetMl.Features.Hosts.FeatureScale;

namespace NetMl.Features.Hosts;

/// <summary>All host features, in the order of their columns.</summary>
public static class HostFeatureTable
{
    /// <summary>Topology first, then traffic. Appending is safe; changing the order changes every model.</summary>
    public static IReadOnlyList<HostFeature> All { get; } =
    [
        new("in_degree", "hosts", "hosts that opened flows to it", Log, host => host.Topology.InDegree.Span[host.Node]),
        new("out_degree", "hosts", "hosts that it opened flows to", Log, host => host.Topology.OutDegree.Span[host.Node]),
        new("degree", "hosts", "different other hosts in either direction", Log, host => host.Topology.Neighbours.Span[host.Node]),
        new("pagerank", "share", "PageRank over edges caller → called, damping 0.85; sums to 1", TimesHosts, host => host.Topology.PageRank.Span[host.Node]),
        new("clustering", "share", "links among its peers / possible links; 0 with fewer than two peers", Linear, host => host.Topology.Clustering.Local.Span[host.Node]),
        new("component_size", "hosts", "hosts that are connected with it by any path, itself included", Log, host => host.Topology.ComponentSize(host.Node)),
        new("flows_in", "flows", "flows that came to it (strength in)", Log, host => host.Traffic.Answered),
        new("flows_out", "flows", "flows that it opened (strength out)", Log, host => host.Traffic.Opened),
        new("bytes_in", "B", "payload bytes that it received, either role; unknown counts 0", Log, host => host.Traffic.BytesReceived),
        new("bytes_out", "B", "payload bytes that it sent, either role; unknown counts 0", Log, host => host.Traffic.BytesSent),
        new("packets_in", "packets", "packets that it received; unknown counts 0", Log, host => host.Traffic.PacketsReceived),
        new("packets_out", "packets", "packets that it sent; unknown counts 0", Log, host => host.Traffic.PacketsSent),
        new("ports_called", "ports", "different ports that it called", Log, host => host.Traffic.PortsCalled),
        new("ports_offered", "ports", "different ports of its own that were called", Log, host => host.Traffic.PortsOffered),
        new("opened_share", "share", "flows that it opened / all its flows", Linear, host => Share(host.Traffic.Opened, host.Traffic.Flows)),
        new("sent_share", "share", "bytes sent / bytes sent and received; 0 without bytes", Linear, host => Share(host.Traffic.BytesSent, host.Traffic.BytesSent + host.Traffic.BytesReceived)),
        new("failed_share_out", "share", "flows opened in vain / flows opened; 0 when it opened none", Linear, host => Share(host.Traffic.OpenedFailed, host.Traffic.Opened)),
        new("failed_share_in", "share", "flows that came in vain / flows that came; 0 when none came", Linear, host => Share(host.Traffic.AnsweredFailed, host.Traffic.Answered)),
        new("tcp_share", "share", "TCP flows / all its flows", Linear, host => Share(host.Traffic.Tcp, host.Traffic.Flows)),
        new("udp_share", "share", "UDP flows / all its flows", Linear, host => Share(host.Traffic.Udp, host.Traffic.Flows)),
        new("icmp_share", "share", "ICMP and ICMPv6 flows / all its flows", Linear, host => Share(host.Traffic.Icmp, host.Traffic.Flows)),
        new("flow_bytes_mean", "B", "payload of both sides per flow, mean over flows where it is known; 0 if none", Log, host => host.Traffic.FlowBytes.Mean),
        new("flow_bytes_median", "B", "the same, median", Log, host => host.Traffic.FlowBytes.Median),
        new("flow_bytes_std", "B", "the same, population standard deviation", Log, host => host.Traffic.FlowBytes.Deviation),
        new("flow_packets_mean", "packets", "packets of both sides per flow, mean over flows where they are known; 0 if none", Log, host => host.Traffic.FlowPackets.Mean),
        new("flow_packets_median", "packets", "the same, median", Log, host => host.Traffic.FlowPackets.Median),
        new("flow_packets_std", "packets", "the same, population standard deviation", Log, host => host.Traffic.FlowPackets.Deviation),
        new("duration_mean", "s", "length of its flows, mean over flows where it is known; 0 if none", Log, host => host.Traffic.Duration.Mean),
        new("duration_median", "s", "the same, median", Log, host => host.Traffic.Duration.Median),
        new("duration_std", "s", "the same, population standard deviation", Log, host => host.Traffic.Duration.Deviation),
    ];

    private static double Share(double part, double whole) => whole > 0 ? part / whole : 0;
}
