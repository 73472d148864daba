namespace NetMl.Features.PerFlow;

/// <summary>Time since the flow before, in nanoseconds; −1 = there was none in the window.</summary>
/// <param name="Source">Since the same source opened a flow.</param>
/// <param name="Pair">Since the same source opened a flow to the same target.</param>
public readonly record struct FlowGap(long Source, long Pair)
{
    /// <summary>[end − begin]: the gaps of the flows [begin, end), seen as if nothing had been before. O(k).</summary>
    public static FlowGap[] Of(FlowTable flows, int begin, int end)
    {
        ArgumentNullException.ThrowIfNull(flows);
        var gaps = new FlowGap[end - begin];
        var lastOfSource = new Dictionary<int, long>();
        var lastOfPair = new Dictionary<(int, int), long>();
        for (var flow = begin; flow < end; flow++)
        {
            int source = flows.Source[flow], target = flows.Target[flow];
            var start = flows.Start[flow];
            gaps[flow - begin] = new FlowGap(
                lastOfSource.TryGetValue(source, out var before) ? start - before : -1,
                lastOfPair.TryGetValue((source, target), out var pairBefore) ? start - pairBefore : -1);
            lastOfSource[source] = start;
            lastOfPair[(source, target)] = start;
        }
        return gaps;
    }
}
