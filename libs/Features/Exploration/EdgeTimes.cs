namespace NetMl.Features.Exploration;

/// <summary>When the flows of every edge of a host graph started; nanoseconds since 1970-01-01 UTC.</summary>
/// <param name="First">[m]: start of the first flow.</param>
/// <param name="Last">[m]: start of the last flow.</param>
public sealed record EdgeTimes(ReadOnlyMemory<long> First, ReadOnlyMemory<long> Last)
{
    /// <summary>One pass over the flows, which come in time order.</summary>
    public static EdgeTimes Of(HostGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var (first, last) = (new long[graph.Directed.EdgeCount], new long[graph.Directed.EdgeCount]);
        var starts = graph.Flows.Start.Slice(graph.FirstFlow, graph.FlowCount);
        var edges = graph.EdgeOfFlow.Span;
        for (var i = 0; i < starts.Length; i++)
            last[edges[i]] = starts[i];
        for (var i = starts.Length - 1; i >= 0; i--)
            first[edges[i]] = starts[i];
        return new EdgeTimes(first, last);
    }
}
