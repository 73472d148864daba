using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Traversal;

/// <summary>An order in which every edge points forward, or a reason why there is none.</summary>
/// <param name="Order">[n]: the nodes, each before those that it points to; empty when the graph has a cycle.</param>
/// <param name="Cycle">The nodes of one cycle, each pointing to the next and the last to the first; empty when there is none.</param>
public sealed record TopologicalSort(ReadOnlyMemory<int> Order, ReadOnlyMemory<int> Cycle)
{
    /// <summary>Whether no node reaches itself.</summary>
    public bool IsAcyclic => Cycle.IsEmpty;
}

/// <summary>Puts the nodes of an acyclic graph in order, or names a cycle.</summary>
public static class TopologicalOrder
{
    /// <summary>Orders nodes by taking, first come first served, those whose predecessors are all taken.</summary>
    /// <remarks>
    /// O(n + m), [2n] scratch; a graph with a cycle also needs its transpose. A self-loop is a cycle of one node.
    /// Source: Kahn 1962, "Topological sorting of large networks".
    /// </remarks>
    public static TopologicalSort Compute(CsrGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var n = graph.NodeCount;
        var open = new int[n];
        foreach (var target in graph.Targets)
            open[target]++;
        var order = new int[n];
        var count = 0;
        for (var v = 0; v < n; v++)
        {
            if (open[v] == 0)
                order[count++] = v;
        }
        for (var taken = 0; taken < count; taken++)
        {
            foreach (var target in graph.Neighbours(order[taken]))
            {
                if (--open[target] == 0)
                    order[count++] = target;
            }
        }
        return count == n ? new TopologicalSort(order, default) : new TopologicalSort(default, CycleAmong(graph, open));
    }

    /// <summary>Each node left over has a predecessor left over, so walking backwards from one must come to a node again.</summary>
    private static int[] CycleAmong(CsrGraph graph, int[] open)
    {
        var back = graph.Transpose;
        var seenAt = new Dictionary<int, int>();
        var walk = new List<int>();
        var node = Array.FindIndex(open, predecessors => predecessors > 0);
        while (seenAt.TryAdd(node, walk.Count))
        {
            walk.Add(node);
            foreach (var predecessor in back.Neighbours(node))
            {
                if (open[predecessor] == 0)
                    continue;
                node = predecessor;
                break;
            }
        }
        walk.RemoveRange(0, seenAt[node]);
        walk.Reverse();
        return [.. walk];
    }
}
