using NetMl.Features.Descriptions;
using NetMl.Flows;

namespace NetMl.Features.PerFlow;

/// <summary>All flow features, in the order of their columns: a flow's own values, then what was known of its two hosts when it started.</summary>
public static class FlowFeatureTable
{
    private const string Unknown = "0 when unknown";

    /// <summary>Appending is safe; changing the order changes every model.</summary>
    public static IReadOnlyList<FlowFeature> All { get; } =
    [
        Amount("duration", "ms", "time from first to last packet", (in flow) => Milliseconds(flow.Flows.Duration[flow.Flow])),
        Amount("source_bytes", "B", "payload bytes from the source", (in flow) => flow.Flows.SourceBytes[flow.Flow]),
        Amount("target_bytes", "B", "payload bytes from the target", (in flow) => flow.Flows.TargetBytes[flow.Flow]),
        Amount("source_packets", "packets", "packets from the source", (in flow) => flow.Flows.SourcePackets[flow.Flow]),
        Amount("target_packets", "packets", "packets from the target", (in flow) => flow.Flows.TargetPackets[flow.Flow]),
        Amount("source_gap", "ms", "time since the source's flow before", (in flow) => Milliseconds(flow.Past.SourceGap)),
        Amount("pair_gap", "ms", "time since the flow before from the same source to the same target", (in flow) => Milliseconds(flow.Past.PairGap)),
        Rate("source_bytes_per_packet", "B/packet", "payload bytes per packet from the source", (in flow) => Per(flow.Flows.SourceBytes[flow.Flow], flow.Flows.SourcePackets[flow.Flow])),
        Rate("target_bytes_per_packet", "B/packet", "payload bytes per packet from the target", (in flow) => Per(flow.Flows.TargetBytes[flow.Flow], flow.Flows.TargetPackets[flow.Flow])),
        Rate("bytes_per_second", "B/s", "payload bytes of both sides / duration", (in flow) => Per(flow.Flows.Bytes(flow.Flow), flow.Flows.Duration[flow.Flow] / 1e9)),
        Number("sent_share", "share", FeatureRange.Share, "bytes from the source / bytes of both sides", "0 when none or unknown", FeatureScale.Linear, SentShare),
        Number("failed", "0/1", FeatureRange.Share, "1 when the target took no part", "0 when the log does not tell", FeatureScale.Linear, (in flow) => flow.Flows.Failed(flow.Flow) ? 1 : 0),
        OneOf("protocol", "IP protocol", "other", ["tcp", "udp", "icmp", "other"], (in flow) => ProtocolClass(flow.Flows.Protocol[flow.Flow])),
        OneOf("state", "connection state in Zeek's vocabulary", "Unknown", Enum.GetNames<ConnectionState>(), (in flow) => (int)flow.Flows.State[flow.Flow]),
        OneOf("service", "application protocol that the log names", "none", ServiceClasses.Names, (in flow) => flow.Flows.ServiceClass(flow.Flow)),
        OneOf("target_port", "class of the target's port", "missing", PortClasses.Names, (in flow) => PortClasses.Of(flow.Flows.TargetPort[flow.Flow], flow.Flows.Protocol[flow.Flow])),
        OneOf("source_port", "range of the source's port", "missing", PortClasses.RangeNames, (in flow) => PortClasses.RangeOf(flow.Flows.SourcePort[flow.Flow], flow.Flows.Protocol[flow.Flow])),
        Count("pair_flows_before", "flows", "flows that the source had opened to the target", (in flow) => flow.Past.PairFlows),
        .. PastOf("source", (in flow) => flow.Past.Source),
        .. PastOf("target", (in flow) => flow.Past.Target),
    ];

    private delegate EndPast End(in FlowView flow);

    private static FlowFeature[] PastOf(string side, End end) =>
    [
        Amount($"{side}_age", "ms", $"time since the {side}'s first flow in either role", (in flow) => Milliseconds(end(flow).Age)),
        Count($"{side}_opened_before", "flows", $"flows that the {side} had opened", (in flow) => end(flow).Opened),
        Count($"{side}_answered_before", "flows", $"flows that had come to the {side}", (in flow) => end(flow).Answered),
        Count($"{side}_called_before", "hosts", $"different hosts that the {side} had called", (in flow) => end(flow).Called),
        Count($"{side}_callers_before", "hosts", $"different hosts that had called the {side}", (in flow) => end(flow).Callers),
        Count($"{side}_ports_called_before", "ports", $"different ports that the {side} had called", (in flow) => end(flow).PortsCalled),
        Count($"{side}_bytes_sent_before", "B", $"payload that the {side} had sent in flows that had ended; unknown counts 0", (in flow) => end(flow).BytesSent),
        Count($"{side}_bytes_received_before", "B", $"payload that the {side} had received in flows that had ended; unknown counts 0", (in flow) => end(flow).BytesReceived),
        Number($"{side}_failed_share_before", "share", FeatureRange.Share, $"of the flows that the {side} had opened and that had ended, those in vain", "0 when there were none", FeatureScale.Linear, (in flow) => end(flow).FailedShare),
    ];

    private static FlowFeature Amount(string name, string unit, string formula, FlowValue value) =>
        new(new(name, unit, FeatureRange.NotNegative, formula, $"left empty; in tensors 0, and column {name}_missing is 1", FeatureCost.Flows, FeatureScale.Log), [], MayMiss: true, value);

    private static FlowFeature Rate(string name, string unit, string formula, FlowValue value) =>
        Number(name, unit, FeatureRange.NotNegative, formula, Unknown, FeatureScale.Log, value);

    private static FlowFeature Count(string name, string unit, string formula, FlowValue value) =>
        Number(name, unit, FeatureRange.NotNegative, formula, "0 when nothing came before", FeatureScale.Log, value);

    private static FlowFeature Number(string name, string unit, FeatureRange range, string formula, string missing, FeatureScale scale, FlowValue value) =>
        new(new(name, unit, range, formula, missing, FeatureCost.Flows, scale), [], MayMiss: false, value);

    /// <summary>One column per class, of which one is 1.</summary>
    private static FlowFeature OneOf(string name, string formula, string missing, IReadOnlyList<string> classes, FlowValue value) =>
        new(new(name, "class", new FeatureRange(0, classes.Count - 1), $"{formula}: one of {string.Join(", ", classes)}", missing, FeatureCost.Flows), classes, MayMiss: false, value);

    private static double Milliseconds(long nanoseconds) => nanoseconds < 0 ? -1 : nanoseconds / 1e6;

    private static double Per(double amount, double per) => amount > 0 && per > 0 ? amount / per : 0;

    private static double SentShare(in FlowView flow)
    {
        var sent = Math.Max(0, flow.Flows.SourceBytes[flow.Flow]);
        var all = flow.Flows.Bytes(flow.Flow);
        return all > 0 ? sent / (double)all : 0;
    }

    private static double ProtocolClass(byte protocol) => protocol switch
    {
        IpProtocol.Tcp => 0,
        IpProtocol.Udp => 1,
        IpProtocol.Icmp or IpProtocol.IcmpV6 => 2,
        _ => 3,
    };
}
