using NetMl.Graphs.Csr;
using NetMl.Graphs.Traversal;

namespace NetMl.Features.Exploration;

/// <summary>Paths from one host to another.</summary>
public static class HostPaths
{
    /// <summary>The paths with the fewest hops that visit no host twice, fewest first.</summary>
    /// <param name="directed">Whether each hop goes from a host to one that it opened flows to; otherwise either way.</param>
    /// <param name="count">Paths wanted, ≥ 1.</param>
    /// <returns>Nodes of each path, both ends included.</returns>
    public static IReadOnlyList<ReadOnlyMemory<int>> ByHops(HostGraph graph, int source, int target, bool directed, int count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return [.. KShortestPaths.Compute(WithoutWeights(directed ? graph.Directed : graph.Undirected), source, target, count, cancellationToken).Select(path => path.Nodes)];
    }

    /// <summary>The flows over which something could have come from one host to another soonest: each starts at or after the one before it.</summary>
    /// <returns>Flows, counted from the graph's first; empty when no such path leads there, or both hosts are the same.</returns>
    /// <remarks>O(flows · log flows). See <see cref="TemporalReachability"/>.</remarks>
    public static IReadOnlyList<int> InTime(HostGraph graph, int source, int target)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var starts = graph.Flows.Start.Slice(graph.FirstFlow, graph.FlowCount);
        var edges = TimedEdges.Of(graph.Hosts.Length, graph.Source, graph.Target, starts);
        var rows = TemporalReachability.Compute(edges, source, long.MinValue, long.MaxValue, 0).ArrivalRows.Span;
        var path = new List<int>();
        for (var node = target; node != source; node = graph.Source[path[^1]])
        {
            if (rows[node] < 0)
                return [];
            path.Add(rows[node]);
        }
        path.Reverse();
        return path;
    }

    private static CsrGraph WithoutWeights(CsrGraph graph)
    {
        var sources = new int[graph.EdgeCount];
        for (var node = 0; node < graph.NodeCount; node++)
            sources.AsSpan((int)graph.Offsets[node], graph.OutDegree(node)).Fill(node);
        return CsrBuilder.Directed(graph.NodeCount, sources, graph.Targets);
    }
}
