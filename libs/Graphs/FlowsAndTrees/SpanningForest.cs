using System.Collections;
using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.FlowsAndTrees;

/// <summary>Edges that join what can be joined, and no cycle.</summary>
/// <param name="Edges">Lower end first, ascending: one less per tree than it has nodes.</param>
/// <param name="TotalWeight">Sum of their weights, in that order.</param>
public sealed record Forest(ReadOnlyMemory<(int Low, int High)> Edges, double TotalWeight);

/// <summary>Finds a spanning forest of least weight.</summary>
public static class SpanningForest
{
    private const int ChunkNodes = 1 << 12;

    /// <summary>Finds the minimum spanning forest; of edges of the same weight, the one with the lower ends comes first, so there is only one.</summary>
    /// <param name="undirected">As <see cref="CsrBuilder.UndirectedSimple"/> makes it: symmetric, no self-loops. Any weights but NaN.</param>
    /// <param name="threads">0 for one per core; the result is the same for any number.</param>
    /// <exception cref="ArgumentException">A weight is no number.</exception>
    /// <remarks>O(m log n), [5n] scratch. Source: Borůvka 1926, rounds in which every tree takes its lightest edge to another tree.</remarks>
    public static Forest Compute(CsrGraph undirected, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(undirected);
        foreach (var weight in undirected.Weights)
        {
            if (double.IsNaN(weight))
                throw new ArgumentException("A weight is no number.", nameof(undirected));
        }
        var n = undirected.NodeCount;
        var (treeOf, lightest, bestNode) = (new int[n], new int[n], new int[n]);
        for (var v = 0; v < n; v++)
            treeOf[v] = v;
        var isTaken = new BitArray((int)undirected.EdgeCount);
        for (var isFirst = true; ; isFirst = false)
        {
            FixedChunks.Run(n, ChunkNodes, threads, (begin, end) =>
            {
                for (var v = begin; v < end; v++)
                {
                    // Edges to other trees only become fewer: the lightest stays the lightest while it is one, and none stays none.
                    if (isFirst || (lightest[v] >= 0 && treeOf[undirected.Targets[lightest[v]]] == treeOf[v]))
                        lightest[v] = LightestOutwards(undirected, treeOf, v);
                }
            });
            TakeBest(undirected, treeOf, lightest, bestNode);
            if (!Join(undirected, treeOf, lightest, bestNode, isTaken))
                return Collect(undirected, isTaken);
        }
    }

    /// <summary>The lightest edge from a node to another tree; −1 when there is none.</summary>
    private static int LightestOutwards(CsrGraph graph, int[] treeOf, int node)
    {
        ReadOnlySpan<int> targets = graph.Targets;
        ReadOnlySpan<double> weights = graph.Weights;
        var (tree, best) = (treeOf[node], -1);
        for (var e = (int)graph.Offsets[node]; e < graph.Offsets[node + 1]; e++)
        {
            // Neighbours ascend, and with one end the same the lower other end gives the lower pair of ends.
            if (treeOf[targets[e]] != tree && (best < 0 || weights[e] < weights[best]))
                best = e;
        }
        return best;
    }

    /// <summary>Of each tree, the node with the lightest edge; −1 = none.</summary>
    private static void TakeBest(CsrGraph graph, int[] treeOf, int[] lightest, int[] bestNode)
    {
        Array.Fill(bestNode, -1);
        for (var v = 0; v < treeOf.Length; v++)
        {
            if (lightest[v] < 0)
                continue;
            ref var best = ref bestNode[treeOf[v]];
            if (best < 0 || IsLighter(graph, v, lightest[v], best, lightest[best]))
                best = v;
        }
    }

    private static bool IsLighter(CsrGraph graph, int v, int edge, int w, int than)
    {
        var (weight, other) = (graph.Weights[edge], graph.Weights[than]);
        return weight < other || (weight == other && Ends(v, graph.Targets[edge]).CompareTo(Ends(w, graph.Targets[than])) < 0);
    }

    /// <summary>Takes the best edge of each tree; false when there was none.</summary>
    private static bool Join(CsrGraph graph, int[] treeOf, int[] lightest, int[] bestNode, BitArray isTaken)
    {
        var hasJoined = false;
        foreach (var v in bestNode)
        {
            if (v < 0)
                continue;
            var target = graph.Targets[lightest[v]];
            var (a, b) = (Find(treeOf, v), Find(treeOf, target));
            if (a == b)
                continue;
            treeOf[Math.Max(a, b)] = Math.Min(a, b);
            isTaken[v < target ? lightest[v] : (int)graph.Offsets[target] + graph.Neighbours(target).BinarySearch(v)] = true;
            hasJoined = true;
        }
        for (var v = 0; v < treeOf.Length; v++)
            treeOf[v] = Find(treeOf, v);
        return hasJoined;
    }

    private static Forest Collect(CsrGraph graph, BitArray isTaken)
    {
        var edges = new List<(int Low, int High)>();
        var total = 0.0;
        for (var v = 0; v < graph.NodeCount; v++)
        {
            for (var e = (int)graph.Offsets[v]; e < graph.Offsets[v + 1]; e++)
            {
                if (!isTaken[e])
                    continue;
                edges.Add((v, graph.Targets[e]));
                total += graph.Weights[e];
            }
        }
        return new Forest(edges.ToArray(), total);
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

    private static (int Low, int High) Ends(int a, int b) => (Math.Min(a, b), Math.Max(a, b));
}
