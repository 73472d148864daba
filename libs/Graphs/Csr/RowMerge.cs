using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Csr;

/// <summary>Sorts edge rows by their ends and makes one edge of those that have the same.</summary>
internal static class RowMerge
{
    private const int ChunkRows = 1 << 15;

    public static CsrBuild Of(int nodeCount, int[] sources, int[] targets, double[] weights, int threads)
    {
        var (_, byTarget) = CountingSort.Sort(nodeCount, targets, null, threads);
        var (rowsOf, order) = CountingSort.Sort(nodeCount, sources, byTarget, threads);
        var firstEdge = CountEdges(order, sources, targets, threads);

        var edgeOfRow = byTarget;
        var edgeTargets = GC.AllocateUninitializedArray<int>(firstEdge[^1]);
        var edgeWeights = weights.Length > 0 || edgeTargets.Length < order.Length ? new double[edgeTargets.Length] : null;
        var offsets = new long[nodeCount + 1];
        FixedChunks.Run(order.Length, ChunkRows, threads, (begin, end) =>
        {
            var edge = firstEdge[begin / ChunkRows] - 1;
            var k = begin;
            while (k < end && IsRepeat(order, sources, targets, k))
                k++;
            // An edge that began in this chunk is finished here, in row order, even beyond the chunk's end.
            for (; k < order.Length; k++)
            {
                var row = order[k];
                if (!IsRepeat(order, sources, targets, k))
                {
                    if (k >= end)
                        break;
                    edgeTargets[++edge] = targets[row];
                    if (k == rowsOf[sources[row]])
                        offsets[sources[row]] = edge;
                }
                edgeOfRow[row] = edge;
                if (edgeWeights is not null)
                    edgeWeights[edge] += weights.Length == 0 ? 1 : weights[row];
            }
        });

        offsets[nodeCount] = edgeTargets.Length;
        for (var v = nodeCount - 1; v >= 0; v--)
        {
            if (rowsOf[v] == rowsOf[v + 1])
                offsets[v] = offsets[v + 1];
        }
        return new CsrBuild(new CsrGraph(offsets, edgeTargets, edgeWeights), edgeOfRow);
    }

    /// <summary>[chunks + 1]: edges that begin before each chunk.</summary>
    private static int[] CountEdges(int[] order, int[] sources, int[] targets, int threads)
    {
        var first = new int[FixedChunks.Count(order.Length, ChunkRows) + 1];
        FixedChunks.Run(order.Length, ChunkRows, threads, (begin, end) =>
        {
            var edges = 0;
            for (var k = begin; k < end; k++)
                edges += IsRepeat(order, sources, targets, k) ? 0 : 1;
            first[begin / ChunkRows + 1] = edges;
        });
        for (var chunk = 1; chunk < first.Length; chunk++)
            first[chunk] += first[chunk - 1];
        return first;
    }

    private static bool IsRepeat(int[] order, int[] sources, int[] targets, int k) =>
        k > 0 && targets[order[k]] == targets[order[k - 1]] && sources[order[k]] == sources[order[k - 1]];
}
