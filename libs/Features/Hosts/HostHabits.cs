using System.Runtime.InteropServices;
using NetMl.Features.PerFlow;

namespace NetMl.Features.Hosts;

/// <summary>When one host talks, with whom and for what.</summary>
public sealed record HostHabits
{
    /// <summary>Hours of the day, UTC.</summary>
    public const int Hours = 24;

    private const long Day = 86_400_000_000_000;

    private readonly int[] _flowsOfHour = new int[Hours];
    private readonly int[] _flowsOfService = new int[ServiceClasses.Names.Count];

    private HostHabits(HostGraph graph, int node, Scratch scratch)
    {
        scratch.Clear();
        AddOpened(graph, node, scratch);
        AddEither(graph, graph.Opened(node), graph.Target, scratch);
        AddEither(graph, graph.Answered(node), graph.Source, scratch);
        PeerEntropy = Entropy.OfValues(CollectionsMarshal.AsSpan(scratch.Peers), scratch.PeerCounts);
        PortEntropy = Entropy.OfValues(CollectionsMarshal.AsSpan(scratch.Ports), scratch.PortCounts);
        ProtocolEntropy = Entropy.OfCounts(scratch.Protocols);
        var gaps = CollectionsMarshal.AsSpan(scratch.Gaps);
        Gaps = Summary.Of(gaps);
        GapDeviation = Selection.MedianDeviation(gaps, Gaps.Median);
    }

    /// <summary>Seconds between flows that it opened.</summary>
    public Summary Gaps { get; }

    /// <summary>Median absolute deviation of the same.</summary>
    public double GapDeviation { get; }

    /// <summary>Bits, over its peers in either role.</summary>
    public double PeerEntropy { get; }

    /// <summary>Bits, over the ports that it called.</summary>
    public double PortEntropy { get; }

    /// <summary>Bits, over IP protocols in either role.</summary>
    public double ProtocolEntropy { get; }

    /// <summary>Share of the flows that it opened in the later half of the graph's time that go to hosts that it had not called before that half.</summary>
    public double NewPeerRate { get; private set; }

    /// <summary>[24]: flows in either role by the hour, UTC, in which they start.</summary>
    public ReadOnlyMemory<int> FlowsOfHour => _flowsOfHour;

    /// <summary>Flows in either role by class of service, in the order of the service features.</summary>
    public ReadOnlyMemory<int> FlowsOfService => _flowsOfService;

    /// <summary>[n]: the habits of each node. O(flows · log flows) at worst, in parallel over hosts.</summary>
    public static HostHabits[] Of(HostGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var habits = new HostHabits[graph.Hosts.Length];
        graph.ForEachHost(() => new Scratch(habits.Length), (node, scratch) => habits[node] = new HostHabits(graph, node, scratch));
        return habits;
    }

    private void AddOpened(HostGraph graph, int node, Scratch scratch)
    {
        var flows = graph.Flows;
        var opened = graph.Opened(node);
        var (later, fresh) = (0, 0);
        for (var i = 0; i < opened.Length; i++)
        {
            var flow = graph.FirstFlow + opened[i];
            if (i > 0)
                scratch.Gaps.Add((flows.Start[flow] - flows.Start[graph.FirstFlow + opened[i - 1]]) / 1e9);
            if (flows.TargetPort[flow] >= 0)
                scratch.Ports.Add(flows.TargetPort[flow]);
            ref var lastEarlyCaller = ref scratch.LastEarlyCaller[graph.Target[opened[i]]];
            if (flows.Start[flow] < graph.MiddleOfTime)
            {
                lastEarlyCaller = node + 1;
                continue;
            }
            later++;
            fresh += lastEarlyCaller == node + 1 ? 0 : 1;
        }
        NewPeerRate = later == 0 ? 0 : (double)fresh / later;
    }

    private void AddEither(HostGraph graph, ReadOnlySpan<int> flows, ReadOnlySpan<int> peerOfFlow, Scratch scratch)
    {
        foreach (var local in flows)
        {
            var flow = graph.FirstFlow + local;
            scratch.Peers.Add(peerOfFlow[local]);
            scratch.Protocols[graph.Flows.Protocol[flow]]++;
            _flowsOfService[graph.Flows.ServiceClass(flow)]++;
            _flowsOfHour[HourOfDay(graph.Flows.Start[flow])]++;
        }
    }

    // Instants before 1970 are negative.
    private static int HourOfDay(long nanoseconds) => (int)((nanoseconds % Day + Day) % Day / (Day / Hours));

    /// <summary>Values of one host's flows while they are gathered; reused from host to host.</summary>
    private sealed class Scratch(int hosts)
    {
        public List<double> Gaps { get; } = [];

        public List<int> Peers { get; } = [];

        public List<int> Ports { get; } = [];

        /// <summary>[n]: all 0 between hosts.</summary>
        public int[] PeerCounts { get; } = new int[hosts];

        /// <summary>Likewise.</summary>
        public int[] PortCounts { get; } = new int[ushort.MaxValue + 1];

        public int[] Protocols { get; } = new int[byte.MaxValue + 1];

        /// <summary>[n]: 1 + the host that was the last to call each host in the earlier half of the time; never cleared.</summary>
        public int[] LastEarlyCaller { get; } = new int[hosts];

        public void Clear()
        {
            Gaps.Clear();
            Peers.Clear();
            Ports.Clear();
            Array.Clear(Protocols);
        }
    }
}
