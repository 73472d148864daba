using NetMl.Flows;

namespace NetMl.Features.PerFlow;

/// <summary>All flow features, in the order of their columns.</summary>
public static class FlowFeatureTable
{
    /// <summary>Appending is safe; changing the order changes every model.</summary>
    public static IReadOnlyList<FlowFeatureGroup> Groups { get; } =
    [
        Amount("duration", "milliseconds from first to last packet", (in flow) => Milliseconds(flow.Flows.Duration[flow.Flow])),
        Amount("source_bytes", "payload bytes from the source", (in flow) => flow.Flows.SourceBytes[flow.Flow]),
        Amount("target_bytes", "payload bytes from the target", (in flow) => flow.Flows.TargetBytes[flow.Flow]),
        Amount("source_packets", "packets from the source", (in flow) => flow.Flows.SourcePackets[flow.Flow]),
        Amount("target_packets", "packets from the target", (in flow) => flow.Flows.TargetPackets[flow.Flow]),
        Amount("source_gap", "milliseconds since the source's flow before, within the window", (in flow) => Milliseconds(flow.Gap.Source)),
        Amount("pair_gap", "milliseconds since the flow before between the same hosts, within the window", (in flow) => Milliseconds(flow.Gap.Pair)),
        Single("source_bytes_per_packet", "log", "payload bytes per packet from the source; 0 when unknown", (in flow) => Rate(flow.Flows.SourceBytes[flow.Flow], flow.Flows.SourcePackets[flow.Flow])),
        Single("target_bytes_per_packet", "log", "payload bytes per packet from the target; 0 when unknown", (in flow) => Rate(flow.Flows.TargetBytes[flow.Flow], flow.Flows.TargetPackets[flow.Flow])),
        Single("bytes_per_second", "log", "payload bytes of both sides per second; 0 when unknown", (in flow) => Rate(flow.Flows.Bytes(flow.Flow), flow.Flows.Duration[flow.Flow] / 1e9)),
        Single("sent_share", "share", "bytes from the source / bytes of both sides; 0 when none or unknown", SentShare),
        Single("failed", "0/1", "the target took no part", (in flow) => flow.Flows.Failed(flow.Flow) ? 1 : 0),
        OneHot("protocol", "IP protocol", ["tcp", "udp", "icmp", "other"], (in flow) => ProtocolClass(flow.Flows.Protocol[flow.Flow])),
        OneHot("state", "connection state in Zeek's vocabulary", Enum.GetNames<ConnectionState>(), (in flow) => (int)flow.Flows.State[flow.Flow]),
        OneHot("service", "application protocol that the log names", ServiceClasses.Names, (in flow) => ServiceClasses.Of(flow.Flows, flow.Flow)),
        OneHot("target_port", "class of the target's port", PortClasses.Names, (in flow) => PortClasses.Of(flow.Flows.TargetPort[flow.Flow], flow.Flows.Protocol[flow.Flow])),
        OneHot("source_port", "range of the source's port", PortClasses.RangeNames, (in flow) => PortClasses.RangeOf(flow.Flows.SourcePort[flow.Flow], flow.Flows.Protocol[flow.Flow])),
    ];

    /// <summary>All columns of all groups.</summary>
    public static IReadOnlyList<FlowFeature> All { get; } = [.. Groups.SelectMany(group => group.Columns)];

    private delegate T Of<T>(in FlowView flow);

    /// <summary>Two columns: the logarithm of an amount (0 when missing), and whether it is missing.</summary>
    private static FlowFeatureGroup Amount(string name, string meaning, Of<double> amount) => new(
        [new(name, "log", $"{meaning}; 0 when missing"), new($"{name}_missing", "0/1", $"{meaning}: not known")],
        (in flow, values) =>
        {
            var value = amount(flow);
            if (value >= 0)
                values[0] = (float)Math.Log(1 + value);
            else
                values[1] = 1;
        });

    private static FlowFeatureGroup Single(string name, string unit, string meaning, Of<float> value) =>
        new([new(name, unit, meaning)], (in flow, values) => values[0] = value(flow));

    /// <summary>One column per class, of which one is 1.</summary>
    private static FlowFeatureGroup OneHot(string name, string meaning, IReadOnlyList<string> classes, Of<int> classOf) => new(
        [.. classes.Select(one => new FlowFeature($"{name}={one}", "0/1", $"{meaning}: {one}"))],
        (in flow, values) => values[classOf(flow)] = 1);

    private static double Milliseconds(long nanoseconds) => nanoseconds < 0 ? -1 : nanoseconds / 1e6;

    private static float Rate(double amount, double per) => amount > 0 && per > 0 ? (float)Math.Log(1 + amount / per) : 0;

    private static float SentShare(in FlowView flow)
    {
        var sent = Math.Max(0, flow.Flows.SourceBytes[flow.Flow]);
        var all = flow.Flows.Bytes(flow.Flow);
        return all > 0 ? (float)(sent / (double)all) : 0;
    }

    private static int ProtocolClass(byte protocol) => protocol switch
    {
        IpProtocol.Tcp => 0,
        IpProtocol.Udp => 1,
        IpProtocol.Icmp or IpProtocol.IcmpV6 => 2,
        _ => 3,
    };
}
