using NetMl.Flows;

namespace NetMl.Features.Hosts;

/// <summary>What one host sent, received, opened and answered. Unknown bytes, packets and durations are left out.</summary>
public sealed record HostTraffic
{
    /// <summary>Flows that it opened.</summary>
    public int Opened { get; private set; }

    /// <summary>Flows that it answered.</summary>
    public int Answered { get; private set; }

    /// <summary>Flows that it opened in vain.</summary>
    public int OpenedFailed { get; private set; }

    /// <summary>Flows that came to it in vain.</summary>
    public int AnsweredFailed { get; private set; }

    /// <summary>Payload bytes.</summary>
    public long BytesSent { get; private set; }

    /// <summary>Payload bytes.</summary>
    public long BytesReceived { get; private set; }

    /// <summary>Packets.</summary>
    public long PacketsSent { get; private set; }

    /// <summary>Packets.</summary>
    public long PacketsReceived { get; private set; }

    /// <summary>Flows by protocol, either role.</summary>
    public int Tcp { get; private set; }

    /// <summary>Flows by protocol, either role.</summary>
    public int Udp { get; private set; }

    /// <summary>Flows by protocol, either role; both ICMPs.</summary>
    public int Icmp { get; private set; }

    /// <summary>Different ports that it called.</summary>
    public int PortsCalled { get; private set; }

    /// <summary>Different ports of its own that were called.</summary>
    public int PortsOffered { get; private set; }

    /// <summary>Payload of both sides per flow, in bytes.</summary>
    public Summary FlowBytes { get; private set; }

    /// <summary>Packets of both sides per flow.</summary>
    public Summary FlowPackets { get; private set; }

    /// <summary>Seconds per flow.</summary>
    public Summary Duration { get; private set; }

    /// <summary>Flows in either role; a flow to itself counts twice.</summary>
    public int Flows => Opened + Answered;

    /// <summary>[n]: the traffic of each node. O(flows · log flows) at worst, in parallel over hosts.</summary>
    public static HostTraffic[] Of(HostGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var traffic = new HostTraffic[graph.Hosts.Length];
        graph.ForEachHost(() => new TrafficScratch(), (node, scratch) => traffic[node] = Of(graph, node, scratch));
        return traffic;
    }

    private static HostTraffic Of(HostGraph graph, int node, TrafficScratch scratch)
    {
        var host = new HostTraffic();
        scratch.Clear();
        foreach (var flow in graph.Opened(node))
            host.AddOpened(graph.Flows, graph.FirstFlow + flow, scratch);
        foreach (var flow in graph.Answered(node))
            host.AddAnswered(graph.Flows, graph.FirstFlow + flow, scratch);
        host.Close(scratch);
        return host;
    }

    private void AddOpened(FlowTable flows, int flow, TrafficScratch scratch)
    {
        Opened++;
        OpenedFailed += flows.Failed(flow) ? 1 : 0;
        AddAmounts(flows.SourceBytes[flow], flows.TargetBytes[flow], flows.SourcePackets[flow], flows.TargetPackets[flow]);
        if (flows.TargetPort[flow] >= 0)
            scratch.PortsCalled.Add(flows.TargetPort[flow]);
        AddEither(flows, flow, scratch);
    }

    private void AddAnswered(FlowTable flows, int flow, TrafficScratch scratch)
    {
        Answered++;
        AnsweredFailed += flows.Failed(flow) ? 1 : 0;
        AddAmounts(flows.TargetBytes[flow], flows.SourceBytes[flow], flows.TargetPackets[flow], flows.SourcePackets[flow]);
        if (flows.TargetPort[flow] >= 0)
            scratch.PortsOffered.Add(flows.TargetPort[flow]);
        AddEither(flows, flow, scratch);
    }

    private void AddAmounts(long bytesSent, long bytesReceived, long packetsSent, long packetsReceived)
    {
        BytesSent += Math.Max(0, bytesSent);
        BytesReceived += Math.Max(0, bytesReceived);
        PacketsSent += Math.Max(0, packetsSent);
        PacketsReceived += Math.Max(0, packetsReceived);
    }

    private void AddEither(FlowTable flows, int flow, TrafficScratch scratch)
    {
        var protocol = flows.Protocol[flow];
        Tcp += protocol == IpProtocol.Tcp ? 1 : 0;
        Udp += protocol == IpProtocol.Udp ? 1 : 0;
        Icmp += protocol is IpProtocol.Icmp or IpProtocol.IcmpV6 ? 1 : 0;
        if (flows.Bytes(flow) is >= 0 and var bytes)
            scratch.Bytes.Add(bytes);
        if (flows.Packets(flow) is >= 0 and var packets)
            scratch.Packets.Add(packets);
        if (flows.Duration[flow] >= 0)
            scratch.Seconds.Add(flows.Duration[flow] / 1e9);
    }

    private void Close(TrafficScratch scratch)
    {
        PortsCalled = scratch.DistinctCalled();
        PortsOffered = scratch.DistinctOffered();
        FlowBytes = Summary.Of(scratch.BytesSpan);
        FlowPackets = Summary.Of(scratch.PacketsSpan);
        Duration = Summary.Of(scratch.SecondsSpan);
    }
}
