using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Structure;

/// <summary>A division of nodes into components.</summary>
/// <param name="ComponentOf">[n]: component of each node; components are numbered by their first node.</param>
/// <param name="Sizes">[components]: nodes in each.</param>
public sealed record ComponentLabels(ReadOnlyMemory<int> ComponentOf, ReadOnlyMemory<int> Sizes)
{
    /// <summary>Number of components.</summary>
    public int Count => Sizes.Length;

    /// <summary>Nodes in the largest component; 0 without nodes.</summary>
    public int LargestSize
    {
        get
        {
            var largest = 0;
            foreach (var size in Sizes.Span)
                largest = Math.Max(largest, size);
            return largest;
        }
    }
}

/// <summary>Finds the sets of nodes that are connected when direction is forgotten.</summary>
public static class WeakComponents
{
    /// <summary>Labels each node with its weakly connected component.</summary>
    /// <remarks>
    /// O(n + m α(n)), [2n] scratch. Union-find with path halving; the smaller node becomes the root, which makes labels independent of edge order.
    /// Source: Tarjan and van Leeuwen 1984, "Worst-case analysis of set union algorithms".
    /// </remarks>
    public static ComponentLabels Compute(CsrGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var parent = new int[graph.NodeCount];
        for (var v = 0; v < parent.Length; v++)
            parent[v] = v;

        for (var v = 0; v < parent.Length; v++)
        {
            foreach (var target in graph.Neighbours(v))
                Union(parent, v, target);
        }
        return Number(parent);
    }

    private static void Union(int[] parent, int a, int b)
    {
        int rootA = Find(parent, a), rootB = Find(parent, b);
        if (rootA < rootB)
            parent[rootB] = rootA;
        else if (rootB < rootA)
            parent[rootA] = rootB;
    }

    private static int Find(int[] parent, int node)
    {
        while (parent[node] != node)
        {
            parent[node] = parent[parent[node]];
            node = parent[node];
        }
        return node;
    }

    /// <summary>Roots are the smallest nodes of their sets, so one ascending pass sees each root before its members.</summary>
    private static ComponentLabels Number(int[] parent)
    {
        var labels = new int[parent.Length];
        var sizes = new List<int>();
        for (var v = 0; v < parent.Length; v++)
        {
            var root = Find(parent, v);
            if (root == v)
            {
                labels[v] = sizes.Count;
                sizes.Add(0);
            }
            labels[v] = labels[root];
            sizes[labels[v]]++;
        }
        return new ComponentLabels(labels, sizes.ToArray());
    }
}
