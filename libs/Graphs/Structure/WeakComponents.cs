using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

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
    private const int ChunkNodes = 1 << 12;
    private const int SampledNodes = 1024;

    /// <summary>Labels each node with its weakly connected component.</summary>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <remarks>
    /// O(n + m), usually far less, [n] scratch. Sets are joined by hanging the larger root below the smaller one, so that roots end as the smallest
    /// nodes of their sets. After two edges of each node most nodes are in one set; the remaining edges between its nodes are never read. A directed graph
    /// needs its transpose for that; when nobody has asked for <see cref="CsrGraph.Transpose"/>, all edges are read.
    /// Source: Sutton, Ben-Nun, Barak 2018, "Optimizing parallel graph connectivity computation via subgraph sampling" (Afforest); we differ: the
    /// first edge of each node, its smallest neighbour, is hung on without asking whether that is a root.
    /// </remarks>
    public static ComponentLabels Compute(CsrGraph graph, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var parent = GC.AllocateUninitializedArray<int>(graph.NodeCount);
        HangOnSmallestTarget(graph, parent, threads);
        Flatten(parent, threads);
        JoinSecondTarget(graph, parent, threads);
        Flatten(parent, threads);
        var largest = MostFrequentRoot(parent);
        JoinTheRest(graph, parent, graph.HasTranspose ? largest : -1, threads);
        Flatten(parent, threads);
        return ComponentNumbers.Of(parent, largest, threads);
    }

    private static void HangOnSmallestTarget(CsrGraph graph, int[] parent, int threads) =>
        FixedChunks.Run(parent.Length, ChunkNodes, threads, (begin, end) =>
        {
            ReadOnlySpan<long> offsets = graph.Offsets;
            ReadOnlySpan<int> targets = graph.Targets;
            for (var v = begin; v < end; v++)
                parent[v] = offsets[v] < offsets[v + 1] ? Math.Min(v, targets[(int)offsets[v]]) : v;
        });

    private static void JoinSecondTarget(CsrGraph graph, int[] parent, int threads) =>
        FixedChunks.Run(parent.Length, ChunkNodes, threads, (begin, end) =>
        {
            ReadOnlySpan<long> offsets = graph.Offsets;
            ReadOnlySpan<int> targets = graph.Targets;
            for (var v = begin; v < end; v++)
            {
                if (offsets[v] + 1 < offsets[v + 1])
                    DisjointSets.Join(parent, v, targets[(int)offsets[v] + 1]);
            }
        });

    private static void Flatten(int[] parent, int threads) =>
        FixedChunks.Run(parent.Length, ChunkNodes, threads, (begin, end) =>
        {
            for (var v = begin; v < end; v++)
                parent[v] = DisjointSets.Root(parent, v);
        });

    private static void JoinTheRest(CsrGraph graph, int[] parent, int largest, int threads) =>
        FixedChunks.Run(parent.Length, ChunkNodes, threads, (begin, end) =>
        {
            for (var v = begin; v < end; v++)
            {
                if (parent[v] == largest)
                    continue;
                foreach (var target in graph.Neighbours(v))
                    DisjointSets.Join(parent, v, target);
                if (!graph.HasTranspose || graph.Transpose == graph)
                    continue;
                foreach (var source in graph.Transpose.Neighbours(v))
                    DisjointSets.Join(parent, v, source);
            }
        });

    /// <summary>Which root is taken changes the time but not the answer, so an even sample will do.</summary>
    private static int MostFrequentRoot(int[] parent)
    {
        var counts = new Dictionary<int, int>();
        var (most, largest) = (0, -1);
        for (var i = 0; i < SampledNodes && parent.Length > 0; i++)
        {
            var root = parent[(int)((long)i * parent.Length / SampledNodes)];
            var count = counts[root] = counts.GetValueOrDefault(root) + 1;
            if (count > most)
                (most, largest) = (count, root);
        }
        return largest;
    }
}
