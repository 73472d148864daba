using System.Runtime.InteropServices;
using NetMl.Features.Hosts;
using NetMl.Graphs.Parallelism;

namespace NetMl.Features.Pairs;

/// <summary>What one host opened to one other host: the flows of one directed edge. Unknown bytes, packets and durations are left out.</summary>
public sealed record PairTraffic
{
    private const int PairsPerChunk = 1024;

    private PairTraffic(FlowTable flows, int firstFlow, ReadOnlySpan<int> own, Scratch scratch)
    {
        scratch.Clear();
        Flows = own.Length;
        for (var i = 0; i < own.Length; i++)
        {
            var flow = firstFlow + own[i];
            BytesSent += Math.Max(0, flows.SourceBytes[flow]);
            BytesReceived += Math.Max(0, flows.TargetBytes[flow]);
            PacketsSent += Math.Max(0, flows.SourcePackets[flow]);
            PacketsReceived += Math.Max(0, flows.TargetPackets[flow]);
            Failed += flows.Failed(flow) ? 1 : 0;
            if (flows.Duration[flow] >= 0)
                scratch.Seconds.Add(flows.Duration[flow] / 1e9);
            if (flows.TargetPort[flow] >= 0)
                scratch.Ports.Add(flows.TargetPort[flow]);
            if (i > 0)
                scratch.Gaps.Add((flows.Start[flow] - flows.Start[firstFlow + own[i - 1]]) / 1e9);
        }
        Span = (flows.Start[firstFlow + own[^1]] - flows.Start[firstFlow + own[0]]) / 1e9;
        Duration = Summary.Of(CollectionsMarshal.AsSpan(scratch.Seconds));
        PortEntropy = Entropy.OfValues(CollectionsMarshal.AsSpan(scratch.Ports), scratch.PortCounts);
        var gaps = CollectionsMarshal.AsSpan(scratch.Gaps);
        Gaps = Summary.Of(gaps);
        GapDeviation = Selection.MedianDeviation(gaps, Gaps.Median);
    }

    /// <summary>Flows, at least 1.</summary>
    public int Flows { get; }

    /// <summary>Flows in vain.</summary>
    public int Failed { get; }

    /// <summary>Payload bytes from the source.</summary>
    public long BytesSent { get; }

    /// <summary>Payload bytes from the target.</summary>
    public long BytesReceived { get; }

    /// <summary>Packets from the source.</summary>
    public long PacketsSent { get; }

    /// <summary>Packets from the target.</summary>
    public long PacketsReceived { get; }

    /// <summary>Seconds per flow.</summary>
    public Summary Duration { get; }

    /// <summary>Seconds from the first start to the last.</summary>
    public double Span { get; }

    /// <summary>Seconds between starts.</summary>
    public Summary Gaps { get; }

    /// <summary>Median absolute deviation of the same.</summary>
    public double GapDeviation { get; }

    /// <summary>Bits, over the ports called.</summary>
    public double PortEntropy { get; }

    /// <summary>[m]: the traffic of each edge of the directed graph. O(flows · log flows) at worst, in parallel over edges.</summary>
    public static PairTraffic[] Of(HostGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var traffic = new PairTraffic[graph.Directed.EdgeCount];
        var flowsOf = Incidence.Of(traffic.Length, graph.EdgeOfFlow.Span);
        FixedChunks.Run(traffic.Length, PairsPerChunk, 0, () => new Scratch(), (begin, end, scratch) =>
        {
            for (var edge = begin; edge < end; edge++)
                traffic[edge] = new PairTraffic(graph.Flows, graph.FirstFlow, flowsOf.Of(edge), scratch);
        });
        return traffic;
    }

    private sealed class Scratch
    {
        public List<double> Seconds { get; } = [];

        public List<double> Gaps { get; } = [];

        public List<int> Ports { get; } = [];

        /// <summary>All 0 between pairs.</summary>
        public int[] PortCounts { get; } = new int[ushort.MaxValue + 1];

        public void Clear()
        {
            Seconds.Clear();
            Gaps.Clear();
            Ports.Clear();
        }
    }
}
