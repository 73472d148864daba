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
        var edges = new List<(int Low, int High, double Weight)>();
        for (int before = -1, largest = -1; before != edges.Count; largest = Largest(treeOf, bestNode))
        {
            before = edges.Count;
            FixedChunks.Run(n, ChunkNodes, threads, (begin, end) =>
            {
                for (var v = begin; v < end; v++)
                {
                    // Edges to other trees only become fewer: the lightest stays the lightest while it is one, and none stays none.
                    // The largest tree need not search, since the others come to it.
                    if (before == 0 || (treeOf[v] != largest && lightest[v] >= 0 && treeOf[undirected.Targets[lightest[v]]] == treeOf[v]))
                        lightest[v] = LightestOutwards(undirected, treeOf, v);
                }
            });
            TakeBest(undirected, treeOf, lightest, bestNode, largest);
            Join(undirected, treeOf, lightest, bestNode, edges);
        }
        return InOrder(n, edges);
    }

    /// <summary>The tree with the most nodes.</summary>
    private static int Largest(int[] treeOf, int[] sizes)
    {
        Array.Clear(sizes);
        var largest = 0;
        foreach (var tree in treeOf)
        {
            if (++sizes[tree] > sizes[largest])
                largest = tree;
        }
        return largest;
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

    /// <summary>Of each tree but the largest, the node with the lightest edge; −1 = none.</summary>
    private static void TakeBest(CsrGraph graph, int[] treeOf, int[] lightest, int[] bestNode, int largest)
    {
        Array.Fill(bestNode, -1);
        for (var v = 0; v < treeOf.Length; v++)
        {
            if (lightest[v] < 0 || treeOf[v] == largest)
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

    /// <summary>Takes the best edge of each tree.</summary>
    private static void Join(CsrGraph graph, int[] treeOf, int[] lightest, int[] bestNode, List<(int Low, int High, double Weight)> edges)
    {
        foreach (var v in bestNode)
        {
            if (v < 0)
                continue;
            var target = graph.Targets[lightest[v]];
            var (a, b) = (Find(treeOf, v), Find(treeOf, target));
            if (a == b)
                continue;
            treeOf[Math.Max(a, b)] = Math.Min(a, b);
            var (low, high) = Ends(v, target);
            edges.Add((low, high, graph.Weights[lightest[v]]));
        }
        for (var v = 0; v < treeOf.Length; v++)
            treeOf[v] = Find(treeOf, v);
    }

    /// <summary>Edges by counting their lower ends, then each node's few by their higher ends.</summary>
    private static Forest InOrder(int nodeCount, List<(int Low, int High, double Weight)> edges)
    {
        var next = new int[nodeCount + 1];
        foreach (var edge in edges)
            next[edge.Low + 1]++;
        for (var v = 0; v < nodeCount; v++)
            next[v + 1] += next[v];
        var (ends, weights) = (new (int Low, int High)[edges.Count], new double[edges.Count]);
        foreach (var (low, high, weight) in edges)
        {
            ends[next[low]] = (low, high);
            weights[next[low]++] = weight;
        }
        for (int v = 0, begin = 0; v < nodeCount; begin = next[v++])
        {
            if (next[v] - begin > 1)
                ends.AsSpan(begin..next[v]).Sort(weights.AsSpan(begin..next[v]));
        }
        return new Forest(ends, weights.Sum());
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
