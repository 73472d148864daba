using System.Runtime.InteropServices;

namespace NetMl.Features.Exploration;

/// <summary>What a host and one of its peers exchanged, seen from the host.</summary>
/// <param name="Node">The peer.</param>
/// <param name="FlowsOut">Flows that the host opened to the peer.</param>
/// <param name="FlowsIn">Flows that the peer opened to the host; a host's flows to itself count on both sides.</param>
/// <param name="BytesOut">Payload that the host sent, either role; unknown counts 0.</param>
/// <param name="BytesIn">Payload that the peer sent.</param>
/// <param name="Ports">Ports that were called on either side, most flows first, at most <see cref="MostPorts"/>.</param>
/// <param name="First">Start of the first flow, nanoseconds since 1970-01-01 UTC.</param>
public sealed record HostPeer(int Node, long FlowsOut, long FlowsIn, long BytesOut, long BytesIn, IReadOnlyList<int> Ports, long First, long Last)
{
    /// <summary>Ports that are named for one peer.</summary>
    public const int MostPorts = 5;

    /// <summary>All peers of a host, most flows first, equal ones by node. O(flows).</summary>
    public static IReadOnlyList<HostPeer> Of(HostGraph graph, int node)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var sums = new Dictionary<int, Sum>();
        for (var i = 0; i < graph.FlowCount; i++)
        {
            if (graph.Source[i] == node)
                Add(sums, graph, i, graph.Target[i], isOut: true);
            if (graph.Target[i] == node)
                Add(sums, graph, i, graph.Source[i], isOut: false);
        }
        return [.. sums.OrderByDescending(sum => sum.Value.FlowsOut + sum.Value.FlowsIn).ThenBy(sum => sum.Key).Select(sum => sum.Value.ToPeer(sum.Key))];
    }

    private static void Add(Dictionary<int, Sum> sums, HostGraph graph, int flow, int peer, bool isOut)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, peer, out _);
        sum ??= new Sum { First = graph.Flows.Start[graph.FirstFlow + flow] };
        sum.Add(graph.Flows, graph.FirstFlow + flow, isOut);
    }

    private sealed class Sum
    {
        private readonly Dictionary<int, int> _ports = [];
        private long _bytesOut, _bytesIn, _last;

        public required long First { get; init; }

        public long FlowsOut { get; private set; }

        public long FlowsIn { get; private set; }

        public void Add(FlowTable flows, int flow, bool isOut)
        {
            var (sent, received) = (Math.Max(0, flows.SourceBytes[flow]), Math.Max(0, flows.TargetBytes[flow]));
            FlowsOut += isOut ? 1 : 0;
            FlowsIn += isOut ? 0 : 1;
            _bytesOut += isOut ? sent : received;
            _bytesIn += isOut ? received : sent;
            _last = flows.Start[flow];
            if (flows.TargetPort[flow] >= 0)
                CollectionsMarshal.GetValueRefOrAddDefault(_ports, flows.TargetPort[flow], out _)++;
        }

        public HostPeer ToPeer(int node) => new(
            node, FlowsOut, FlowsIn, _bytesOut, _bytesIn,
            [.. _ports.OrderByDescending(port => port.Value).ThenBy(port => port.Key).Take(MostPorts).Select(port => port.Key)], First, _last);
    }
}
