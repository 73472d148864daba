using NetMl.Flows;

namespace NetMl.Features.Hosts;

/// <summary>What one host sent, received, opened and answered. Unknown bytes, packets and durations are left out.</summary>
public sealed record HostTraffic
{
    private const int IsTcp = 1, IsUdp = 2, IsIcmp = 4, IsFailed = 8;

    private HostTraffic(HostGraph graph, int node, byte[] kinds, TrafficScratch scratch)
    {
        var (table, first, count) = (graph.Flows, graph.FirstFlow, graph.FlowCount);
        ReadOnlySpan<int> opened = graph.Opened(node), answered = graph.Answered(node);
        (Opened, Answered) = (opened.Length, answered.Length);
        scratch.Begin(Flows);
        OpenedFailed = Count(opened, kinds);
        AnsweredFailed = Count(answered, kinds);

        ReadOnlySpan<long> sourceBytes = table.SourceBytes.Slice(first, count), targetBytes = table.TargetBytes.Slice(first, count);
        var asSource = scratch.Sum(opened, sourceBytes, targetBytes, scratch.Bytes);
        var asTarget = scratch.Sum(answered, targetBytes, sourceBytes, scratch.Bytes);
        (BytesSent, BytesReceived) = (asSource.Sent + asTarget.Sent, asSource.Received + asTarget.Received);
        ReadOnlySpan<long> sourcePackets = table.SourcePackets.Slice(first, count), targetPackets = table.TargetPackets.Slice(first, count);
        asSource = scratch.Sum(opened, sourcePackets, targetPackets, scratch.Packets);
        asTarget = scratch.Sum(answered, targetPackets, sourcePackets, scratch.Packets);
        (PacketsSent, PacketsReceived) = (asSource.Sent + asTarget.Sent, asSource.Received + asTarget.Received);
        scratch.AddSeconds(opened, table.Duration.Slice(first, count));
        scratch.AddSeconds(answered, table.Duration.Slice(first, count));

        PortsCalled = scratch.DistinctPorts(opened, table.TargetPort.Slice(first, count));
        PortsOffered = scratch.DistinctPorts(answered, table.TargetPort.Slice(first, count));
        FlowBytes = Summary.Of(scratch.Bytes.Span);
        FlowPackets = Summary.Of(scratch.Packets.Span);
        Duration = Summary.Of(scratch.Seconds.Span);
    }

    /// <summary>Flows that it opened.</summary>
    public int Opened { get; }

    /// <summary>Flows that it answered.</summary>
    public int Answered { get; }

    /// <summary>Flows that it opened in vain.</summary>
    public int OpenedFailed { get; }

    /// <summary>Flows that came to it in vain.</summary>
    public int AnsweredFailed { get; }

    /// <summary>Payload bytes.</summary>
    public long BytesSent { get; }

    /// <summary>Payload bytes.</summary>
    public long BytesReceived { get; }

    /// <summary>Packets.</summary>
    public long PacketsSent { get; }

    /// <summary>Packets.</summary>
    public long PacketsReceived { get; }

    /// <summary>Flows by protocol, either role.</summary>
    public int Tcp { get; private set; }

    /// <summary>Flows by protocol, either role.</summary>
    public int Udp { get; private set; }

    /// <summary>Flows by protocol, either role; both ICMPs.</summary>
    public int Icmp { get; private set; }

    /// <summary>Different ports that it called.</summary>
    public int PortsCalled { get; }

    /// <summary>Different ports of its own that were called.</summary>
    public int PortsOffered { get; }

    /// <summary>Payload of both sides per flow, in bytes.</summary>
    public Summary FlowBytes { get; }

    /// <summary>Packets of both sides per flow.</summary>
    public Summary FlowPackets { get; }

    /// <summary>Seconds per flow.</summary>
    public Summary Duration { get; }

    /// <summary>Flows in either role; a flow to itself counts twice.</summary>
    public int Flows => Opened + Answered;

    /// <summary>[n]: the traffic of each node. O(flows) expected, in parallel over hosts.</summary>
    public static HostTraffic[] Of(HostGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var traffic = new HostTraffic[graph.Hosts.Length];
        var kinds = Kinds(graph);
        graph.ForEachHost(() => new TrafficScratch(), (node, scratch) => traffic[node] = new HostTraffic(graph, node, kinds, scratch));
        return traffic;
    }

    /// <summary>[flows]: protocol, and whether it failed, in a byte each: small enough to stay near while hosts look them up.</summary>
    private static byte[] Kinds(HostGraph graph)
    {
        var kinds = new byte[graph.FlowCount];
        for (var i = 0; i < kinds.Length; i++)
        {
            var flow = graph.FirstFlow + i;
            var kind = graph.Flows.Protocol[flow] switch
            {
                IpProtocol.Tcp => IsTcp,
                IpProtocol.Udp => IsUdp,
                IpProtocol.Icmp or IpProtocol.IcmpV6 => IsIcmp,
                _ => 0,
            };
            kinds[i] = (byte)(kind | (graph.Flows.Failed(flow) ? IsFailed : 0));
        }
        return kinds;
    }

    private int Count(ReadOnlySpan<int> flows, byte[] kinds)
    {
        var failed = 0;
        foreach (var flow in flows)
        {
            var kind = kinds[flow];
            Tcp += kind & IsTcp;
            Udp += (kind & IsUdp) >> 1;
            Icmp += (kind & IsIcmp) >> 2;
            failed += (kind & IsFailed) >> 3;
        }
        return failed;
    }
}
