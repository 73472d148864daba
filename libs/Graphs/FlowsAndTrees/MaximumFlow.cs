using NetMl.Graphs.Csr;
using NetMl.Graphs.Traversal;

namespace NetMl.Graphs.FlowsAndTrees;

/// <summary>A largest flow between two nodes and a smallest cut that holds it back.</summary>
/// <param name="Value">What leaves the source; also the capacity of the cut, but for rounding when capacities are no whole numbers.</param>
/// <param name="EdgeFlows">[m], in the order of <see cref="CsrGraph.Targets"/>: from 0 to the edge's capacity.</param>
/// <param name="IsOnSourceSide">[n]: whether a node is on the source's side of the cut, the smallest such side.</param>
/// <param name="CutEdges">Edges from the source's side to the other, ascending.</param>
public sealed record FlowAndCut(double Value, ReadOnlyMemory<double> EdgeFlows, ReadOnlyMemory<bool> IsOnSourceSide, ReadOnlyMemory<int> CutEdges);

/// <summary>Finds how much can flow from one node to another.</summary>
public static class MaximumFlow
{
    /// <summary>A maximum flow and a minimum cut.</summary>
    /// <param name="graph">Weights are capacities, finite and ≥ 0; in a symmetric graph each edge carries its capacity one way or the other.</param>
    /// <param name="source">Where the flow comes from.</param>
    /// <param name="target">Where it goes; another node.</param>
    /// <exception cref="ArgumentException">No such nodes, the same node twice, a capacity that is negative or not finite.</exception>
    /// <remarks>
    /// O(n² m) at worst, a few O(n + m) searches in usual graphs; [4n + m] scratch and results. Source: Dinitz 1970, "Algorithm for solution of
    /// a problem of maximum flow in networks with power estimation". Way back against a flow is kept only where something flows.
    /// </remarks>
    public static FlowAndCut Compute(CsrGraph graph, int source, int target)
    {
        ArgumentNullException.ThrowIfNull(graph);
        EdgeLengths.CheckNode(graph, source, nameof(source));
        EdgeLengths.CheckNode(graph, target, nameof(target));
        if (source == target)
            throw new ArgumentException($"Source and target are both node {source}; a flow goes between two nodes.", nameof(target));
        foreach (var capacity in graph.Weights)
        {
            if (!(capacity >= 0) || double.IsPositiveInfinity(capacity))
                throw new ArgumentException($"A capacity is {capacity}; capacities are finite and not negative.", nameof(graph));
        }
        var residual = new ResidualGraph(graph);
        var value = 0.0;
        while (residual.FindLevels(source, target))
            value += residual.Fill(source, target);
        var isOnSourceSide = residual.IsReached();
        return new FlowAndCut(value, residual.Flows, isOnSourceSide, CutEdges(graph, isOnSourceSide));
    }

    private static int[] CutEdges(CsrGraph graph, bool[] isOnSourceSide)
    {
        var edges = new List<int>();
        for (var v = 0; v < graph.NodeCount; v++)
        {
            if (!isOnSourceSide[v])
                continue;
            for (var e = (int)graph.Offsets[v]; e < graph.Offsets[v + 1]; e++)
            {
                if (!isOnSourceSide[graph.Targets[e]])
                    edges.Add(e);
            }
        }
        return [.. edges];
    }
}
