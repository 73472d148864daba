using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Csr;

/// <summary>Merges each row of a graph with the same row of its transpose, leaving out self-loops.</summary>
internal static class SymmetricMerge
{
    private const int ChunkNodes = 1 << 10;

    public static CsrGraph Of(CsrGraph graph)
    {
        var n = graph.NodeCount;
        var back = graph.Transpose;
        var offsets = new long[n + 1];
        var bothWays = 0L;
        FixedChunks.Run(n, ChunkNodes, 0, (begin, end) =>
        {
            var found = 0L;
            for (var v = begin; v < end; v++)
            {
                var both = CountBoth(v, graph.Neighbours(v), back.Neighbours(v), out var isLoop);
                offsets[v + 1] = graph.OutDegree(v) + back.OutDegree(v) - both - (isLoop ? 1 : 0);
                found += both - (isLoop ? 1 : 0);
            }
            Interlocked.Add(ref bothWays, found);
        });
        for (var v = 0; v < n; v++)
            offsets[v + 1] += offsets[v];
        if (offsets[n] > Array.MaxLength)
            throw new ArgumentException($"Without direction the graph has {offsets[n]} edges; at most {Array.MaxLength} fit: leave out edges or split the graph.", nameof(graph));

        var targets = GC.AllocateUninitializedArray<int>((int)offsets[n]);
        var weights = graph.IsWeighted || bothWays > 0 ? GC.AllocateUninitializedArray<double>(targets.Length) : null;
        FixedChunks.Run(n, ChunkNodes, 0, (begin, end) =>
        {
            for (var v = begin; v < end; v++)
            {
                var row = (int)offsets[v]..(int)offsets[v + 1];
                if (weights is null)
                    MergeRow(v, graph.Neighbours(v), back.Neighbours(v), targets.AsSpan(row));
                else
                    MergeRow(v, graph, back, targets.AsSpan(row), weights.AsSpan(row));
            }
        });
        return new CsrGraph(offsets, targets, weights, isSymmetric: true);
    }

    /// <summary>Nodes in both rows, the node itself among them when it has a loop.</summary>
    private static int CountBoth(int node, ReadOnlySpan<int> to, ReadOnlySpan<int> from, out bool isLoop)
    {
        int i = 0, j = 0, both = 0;
        isLoop = false;
        while (i < to.Length && j < from.Length)
        {
            int a = to[i], b = from[j];
            if (a == b)
            {
                both++;
                isLoop |= a == node;
            }
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }
        return both;
    }

    private static void MergeRow(int node, ReadOnlySpan<int> to, ReadOnlySpan<int> from, Span<int> targets)
    {
        int i = 0, j = 0, count = 0;
        while (i < to.Length || j < from.Length)
        {
            var next = j == from.Length || (i < to.Length && to[i] < from[j]) ? to[i++] : from[j++];
            if (next == node)
                continue;
            targets[count++] = next;
        }
    }

    private static void MergeRow(int node, CsrGraph graph, CsrGraph back, Span<int> targets, Span<double> weights)
    {
        ReadOnlySpan<int> to = graph.Neighbours(node), from = back.Neighbours(node);
        ReadOnlySpan<double> toWeights = graph.NeighbourWeights(node), fromWeights = back.NeighbourWeights(node);
        int i = 0, j = 0, count = 0;
        while (i < to.Length || j < from.Length)
        {
            var next = j == from.Length || (i < to.Length && to[i] < from[j]) ? to[i] : from[j];
            double weight = 0;
            if (i < to.Length && to[i] == next)
                weight += toWeights[i++];
            if (j < from.Length && from[j] == next)
                weight += fromWeights[j++];
            if (next == node)
                continue;
            targets[count] = next;
            weights[count++] = weight;
        }
    }
}
