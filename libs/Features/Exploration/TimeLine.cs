namespace NetMl.Features.Exploration;

/// <summary>Traffic within one bin of time.</summary>
/// <param name="Start">First instant of the bin, nanoseconds since 1970-01-01 UTC, a multiple of the bin's width.</param>
/// <param name="FlowsOut">Flows that the host opened (of all hosts: all flows).</param>
/// <param name="FlowsIn">Flows that came to it (of all hosts: 0).</param>
/// <param name="BytesOut">Payload that the host sent, either role (of all hosts: that the openers sent); unknown counts 0.</param>
/// <param name="BytesIn">Payload that it received.</param>
public readonly record struct TimeBin(long Start, long FlowsOut, long FlowsIn, long BytesOut, long BytesIn);

/// <summary>Traffic over time; bins in which nothing started are left out.</summary>
public static class TimeLine
{
    private const long Second = 1_000_000_000;
    private const int FewBins = 100;
    private static readonly long[] Widths = [Second, 10 * Second, 60 * Second, 300 * Second, 900 * Second, 3600 * Second, 21_600 * Second, 86_400 * Second];

    /// <summary>The narrowest usual width that cuts the time of the flows into at most a hundred bins; a week when none does. Nanoseconds.</summary>
    public static long WidthFor(HostGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        if (graph.FlowCount == 0)
            return Widths[0];
        var span = (Int128)graph.Flows.Start[graph.FirstFlow + graph.FlowCount - 1] - graph.Flows.Start[graph.FirstFlow];
        var fitting = Array.FindIndex(Widths, width => span / width < FewBins);
        return fitting < 0 ? 7 * Widths[^1] : Widths[fitting];
    }

    /// <summary>The flows of all hosts by start. O(flows).</summary>
    /// <param name="width">Nanoseconds, ≥ 1.</param>
    public static IReadOnlyList<TimeBin> OfAll(HostGraph graph, long width) => Of(graph, -1, width);

    /// <summary>The flows of one host by start. O(flows).</summary>
    /// <param name="node">The host; a flow to itself counts on both sides.</param>
    /// <param name="width">Nanoseconds, ≥ 1.</param>
    public static IReadOnlyList<TimeBin> OfHost(HostGraph graph, int node, long width) => Of(graph, node, width);

    private static List<TimeBin> Of(HostGraph graph, int node, long width)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var bins = new List<TimeBin>();
        var bin = default(TimeBin);
        for (var i = 0; i < graph.FlowCount; i++)
        {
            var (isOut, isIn) = (node < 0 || graph.Source[i] == node, node >= 0 && graph.Target[i] == node);
            if (!isOut && !isIn)
                continue;
            var start = Floor(graph.Flows.Start[graph.FirstFlow + i], width);
            if (bins.Count == 0 || start != bin.Start)
                bins.Add(bin = new TimeBin(start, 0, 0, 0, 0));
            bins[^1] = bin = Add(bin, graph.Flows, graph.FirstFlow + i, isOut, isIn);
        }
        return bins;
    }

    private static TimeBin Add(TimeBin bin, FlowTable flows, int flow, bool isOut, bool isIn)
    {
        var (sent, received) = (Math.Max(0, flows.SourceBytes[flow]), Math.Max(0, flows.TargetBytes[flow]));
        return bin with
        {
            FlowsOut = bin.FlowsOut + (isOut ? 1 : 0),
            FlowsIn = bin.FlowsIn + (isIn ? 1 : 0),
            BytesOut = bin.BytesOut + (isOut ? sent : 0) + (isIn ? received : 0),
            BytesIn = bin.BytesIn + (isOut ? received : 0) + (isIn ? sent : 0),
        };
    }

    /// <summary>The multiple of the width at or before a time, also before 1970; where that would not fit, the first time that does.</summary>
    internal static long Floor(long time, long width)
    {
        var remainder = time % width;
        if (remainder < 0)
            remainder += width;
        return time < long.MinValue + remainder ? long.MinValue : time - remainder;
    }
}
