using NetMl.Flows;

namespace NetMl.Features.Exploration;

/// <summary>What a set of flows consists of.</summary>
/// <param name="Flows">All flows.</param>
/// <param name="Failed">Flows in which the other side took no part.</param>
/// <param name="BytesSent">Payload that the openers sent; unknown counts 0.</param>
/// <param name="BytesReceived">Payload that came back.</param>
/// <param name="Protocols">Flows by protocol: tcp, udp, icmp, icmp6, unknown, or the number.</param>
/// <param name="Services">Flows by application protocol; "" = known to be none, unset ones are left out.</param>
/// <param name="States">Flows by the connection's state, in Zeek's words.</param>
/// <param name="Labels">Flows by label, unlabelled ones left out.</param>
/// <param name="Hours">Traffic by hour (UTC), hours without flows left out.</param>
public sealed record FlowStatistics(
    long Flows, long Failed, long BytesSent, long BytesReceived, long PacketsSent, long PacketsReceived,
    IReadOnlyDictionary<string, long> Protocols, IReadOnlyDictionary<string, long> Services, IReadOnlyDictionary<string, long> States,
    IReadOnlyDictionary<string, long> Labels, IReadOnlyList<TimeBin> Hours)
{
    private const long Hour = 3600L * 1_000_000_000;

    /// <summary>Counts the flows of a graph. O(flows).</summary>
    public static FlowStatistics Of(HostGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var flows = graph.Flows;
        var range = graph.FirstFlow..(graph.FirstFlow + graph.FlowCount);
        var failed = 0L;
        for (var flow = range.Start.Value; flow < range.End.Value; flow++)
            failed += flows.Failed(flow) ? 1 : 0;
        return new FlowStatistics(
            graph.FlowCount, failed, Sum(flows.SourceBytes[range]), Sum(flows.TargetBytes[range]), Sum(flows.SourcePackets[range]), Sum(flows.TargetPackets[range]),
            Count(flows.Protocol[range], protocol => Name(protocol)), Count(flows.Service[range], service => service < 0 ? null : flows.Services[service]),
            Count(flows.State[range], state => state.ToString()), Count(flows.Label[range], label => label < 0 ? null : flows.Labels[label]), TimeLine.OfAll(graph, Hour));
    }

    private static string Name(byte protocol) => protocol switch
    {
        IpProtocol.Tcp => "tcp",
        IpProtocol.Udp => "udp",
        IpProtocol.Icmp => "icmp",
        IpProtocol.IcmpV6 => "icmp6",
        IpProtocol.Unknown => "unknown",
        _ => protocol.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private static long Sum(ReadOnlySpan<long> amounts)
    {
        var sum = 0L;
        foreach (var amount in amounts)
            sum += Math.Max(0, amount);
        return sum;
    }

    /// <summary>Most flows first, equal ones by name.</summary>
    private static OrderedDictionary<string, long> Count<T>(ReadOnlySpan<T> values, Func<T, string?> name)
        where T : notnull
    {
        var counts = new Dictionary<T, long>();
        foreach (var value in values)
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out _)++;
        var named = new OrderedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (value, count) in counts.OrderByDescending(pair => pair.Value).ThenBy(pair => name(pair.Key), StringComparer.Ordinal))
        {
            if (name(value) is { } known)
                named.Add(known, count);
        }
        return named;
    }
}
