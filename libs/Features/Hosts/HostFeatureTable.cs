using static NetMl.Features.Hosts.FeatureScale;

namespace NetMl.Features.Hosts;

/// <summary>All host features, in the order of their columns.</summary>
public static class HostFeatureTable
{
    /// <summary>Topology first, then traffic. Appending is safe; changing the order changes every model.</summary>
    public static IReadOnlyList<HostFeature> All { get; } =
    [
        new("inDegree", "hosts", "hosts that opened flows to it", Log, host => host.Topology.InDegree.Span[host.Node]),
        new("outDegree", "hosts", "hosts that it opened flows to", Log, host => host.Topology.OutDegree.Span[host.Node]),
        new("peers", "hosts", "different other hosts in either direction", Log, host => host.Topology.Neighbours.Span[host.Node]),
        new("pagerank", "share", "PageRank over edges caller → called, damping 0.85; sums to 1", TimesHosts, host => host.Topology.PageRank.Span[host.Node]),
        new("clustering", "share", "links among its peers / possible links; 0 with fewer than two peers", Linear, host => host.Topology.Clustering.Local.Span[host.Node]),
        new("componentSize", "hosts", "hosts that are connected with it by any path, itself included", Log, host => host.Topology.ComponentSize(host.Node)),
        new("flowsIn", "flows", "flows that came to it (strength in)", Log, host => host.Traffic.Answered),
        new("flowsOut", "flows", "flows that it opened (strength out)", Log, host => host.Traffic.Opened),
        new("bytesIn", "B", "payload bytes that it received, either role; unknown counts 0", Log, host => host.Traffic.BytesReceived),
        new("bytesOut", "B", "payload bytes that it sent, either role; unknown counts 0", Log, host => host.Traffic.BytesSent),
        new("packetsIn", "packets", "packets that it received; unknown counts 0", Log, host => host.Traffic.PacketsReceived),
        new("packetsOut", "packets", "packets that it sent; unknown counts 0", Log, host => host.Traffic.PacketsSent),
        new("portsCalled", "ports", "different ports that it called", Log, host => host.Traffic.PortsCalled),
        new("portsOffered", "ports", "different ports of its own that were called", Log, host => host.Traffic.PortsOffered),
        new("openedShare", "share", "flows that it opened / all its flows", Linear, host => Share(host.Traffic.Opened, host.Traffic.Flows)),
        new("sentShare", "share", "bytes sent / bytes sent and received; 0 without bytes", Linear, host => Share(host.Traffic.BytesSent, host.Traffic.BytesSent + host.Traffic.BytesReceived)),
        new("failedShareOut", "share", "flows opened in vain / flows opened; 0 when it opened none", Linear, host => Share(host.Traffic.OpenedFailed, host.Traffic.Opened)),
        new("failedShareIn", "share", "flows that came in vain / flows that came; 0 when none came", Linear, host => Share(host.Traffic.AnsweredFailed, host.Traffic.Answered)),
        new("tcpShare", "share", "TCP flows / all its flows", Linear, host => Share(host.Traffic.Tcp, host.Traffic.Flows)),
        new("udpShare", "share", "UDP flows / all its flows", Linear, host => Share(host.Traffic.Udp, host.Traffic.Flows)),
        new("icmpShare", "share", "ICMP and ICMPv6 flows / all its flows", Linear, host => Share(host.Traffic.Icmp, host.Traffic.Flows)),
        new("flowBytesMean", "B", "payload of both sides per flow, mean over flows where it is known; 0 if none", Log, host => host.Traffic.FlowBytes.Mean),
        new("flowBytesMedian", "B", "the same, median", Log, host => host.Traffic.FlowBytes.Median),
        new("flowBytesStd", "B", "the same, population standard deviation", Log, host => host.Traffic.FlowBytes.Deviation),
        new("flowPacketsMean", "packets", "packets of both sides per flow, mean over flows where they are known; 0 if none", Log, host => host.Traffic.FlowPackets.Mean),
        new("flowPacketsMedian", "packets", "the same, median", Log, host => host.Traffic.FlowPackets.Median),
        new("flowPacketsStd", "packets", "the same, population standard deviation", Log, host => host.Traffic.FlowPackets.Deviation),
        new("durationMean", "s", "length of its flows, mean over flows where it is known; 0 if none", Log, host => host.Traffic.Duration.Mean),
        new("durationMedian", "s", "the same, median", Log, host => host.Traffic.Duration.Median),
        new("durationStd", "s", "the same, population standard deviation", Log, host => host.Traffic.Duration.Deviation),
    ];

    private static double Share(double part, double whole) => whole > 0 ? part / whole : 0;
}
