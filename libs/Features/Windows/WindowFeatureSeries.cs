using NetMl.Flows;

namespace NetMl.Features.Windows;

/// <summary>Takes windows one after another, in order of time, and tells how each differs from those before.</summary>
/// <remarks>
/// One more window of k flows costs O(k log k) time, however many windows came before. Kept are the hosts ever seen and the pairs, sources and
/// ports of the last window. Windows may lie in different tables: hosts are known by address. Not safe for several threads at once.
/// </remarks>
public sealed class WindowFeatureSeries
{
    private readonly Dictionary<HostAddress, int> _hosts = [];
    private WindowContents? _before;

    /// <summary>Takes the window of the flows [begin, end).</summary>
    /// <param name="start">The window's first instant, nanoseconds since 1970-01-01 UTC.</param>
    public WindowFacts Append(FlowTable flows, int begin, int end, long start)
    {
        ArgumentNullException.ThrowIfNull(flows);
        var known = _hosts.Count;
        var graph = HostGraph.Build(flows, begin, end);
        var hosts = new int[graph.Hosts.Length];
        for (var node = 0; node < hosts.Length; node++)
            hosts[node] = Known(flows.Hosts[graph.Hosts[node]]);
        var now = new WindowContents(graph, hosts);
        var before = _before;
        var degrees = new double[hosts.Length];
        for (var node = 0; node < degrees.Length; node++)
            degrees[node] = graph.Undirected.OutDegree(node);
        _before = now;
        return new WindowFacts
        {
            Start = start,
            Flows = graph.FlowCount,
            Failed = now.Failed,
            Bytes = now.Bytes,
            Packets = now.Packets,
            Hosts = hosts.Length,
            Pairs = now.Pairs.Distinct,
            PairsBack = now.PairsBack,
            LargestDegree = degrees.Length == 0 ? 0 : (int)degrees.Max(),
            Degrees = Summary.Of(degrees),
            SourceEntropy = now.Sources.Entropy(),
            TargetEntropy = now.Targets.Entropy(),
            PortEntropy = now.Ports.Entropy(),
            ProtocolEntropy = now.Protocols.Entropy(),
            NewHosts = _hosts.Count - known,
            NewPairs = before is null ? now.Pairs.Distinct : now.Pairs.NotIn(before.Pairs),
            PairDistance = before is null ? 0 : now.Pairs.Jaccard(before.Pairs),
            SourceDistance = before is null ? 0 : now.Sources.Divergence(before.Sources),
            PortDistance = before is null ? 0 : now.Ports.Divergence(before.Ports),
        };
    }

    /// <summary>Every window of a table that has a flow; windows begin at multiples of their length.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not above zero.</exception>
    public static IReadOnlyList<WindowFacts> Of(FlowTable flows, TimeSpan length)
    {
        ArgumentNullException.ThrowIfNull(flows);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        var nanoseconds = (Int128)length.Ticks * TimeSpan.NanosecondsPerTick;
        var series = new WindowFeatureSeries();
        var windows = new List<WindowFacts>();
        for (int begin = 0, end; begin < flows.Count; begin = end)
        {
            var window = FloorDivide(flows.Start[begin], nanoseconds);
            end = begin + 1;
            while (end < flows.Count && flows.Start[end] < (window + 1) * nanoseconds)
                end++;
            windows.Add(series.Append(flows, begin, end, (long)Int128.Max(window * nanoseconds, long.MinValue)));
        }
        return windows;
    }

    private static Int128 FloorDivide(Int128 value, Int128 by) => value >= 0 ? value / by : -((by - 1 - value) / by);

    private int Known(HostAddress host)
    {
        if (!_hosts.TryGetValue(host, out var number))
            _hosts[host] = number = _hosts.Count;
        return number;
    }
}
