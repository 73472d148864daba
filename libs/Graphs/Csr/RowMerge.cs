using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Csr;

/// <summary>Sorts edge rows by target and then by source, and makes one edge of those that have the same ends.</summary>
/// <remarks>A sorted row is one long: the end that it is not sorted by in the upper half, its number in the lower.</remarks>
internal static class RowMerge
{
    private const int ChunkRows = 1 << 15;

    /// <summary>The pointers are [rows]; null weights mean 1 each.</summary>
    public static unsafe CsrBuild Of(int nodeCount, int rows, int* sources, int* targets, double* weights, int threads)
    {
        var byTarget = CountingSort.Sort<UnsortedRows, long>(nodeCount, new UnsortedRows(rows, sources, targets), threads);
        var (rowsOf, sorted) = CountingSort.Sort<RowsByTarget, long>(nodeCount, new RowsByTarget(byTarget.First, byTarget.Items), threads);
        var firstEdge = CountEdges(rowsOf, sorted, threads);
        var edges = firstEdge[^1];

        var edgeOfRow = GC.AllocateUninitializedArray<int>(rows);
        var edgeTargets = GC.AllocateUninitializedArray<int>(edges);
        var edgeWeights = weights is not null || edges < rows ? new double[edges] : null;
        var offsets = new long[nodeCount + 1];
        FixedChunks.Run(nodeCount, ChunkNodes(nodeCount, rows), threads, (begin, end) =>
        {
            var edge = firstEdge[begin / ChunkNodes(nodeCount, rows)] - 1;
            for (var v = begin; v < end; v++)
            {
                offsets[v] = edge + 1;
                var last = -1;
                for (var k = rowsOf[v]; k < rowsOf[v + 1]; k++)
                {
                    var (target, row) = ((int)(sorted[k] >> 32), (int)sorted[k]);
                    if (target != last)
                        edgeTargets[++edge] = last = target;
                    edgeOfRow[row] = edge;
                    if (edgeWeights is not null)
                        edgeWeights[edge] += weights is null ? 1 : weights[row];
                }
            }
        });
        offsets[nodeCount] = edges;
        return new CsrBuild(new CsrGraph(offsets, edgeTargets, edgeWeights), edgeOfRow);
    }

    /// <summary>[chunks + 1]: edges before the first node of each chunk.</summary>
    private static int[] CountEdges(int[] rowsOf, long[] sorted, int threads)
    {
        var nodes = rowsOf.Length - 1;
        var chunk = ChunkNodes(nodes, sorted.Length);
        var first = new int[FixedChunks.Count(nodes, chunk) + 1];
        FixedChunks.Run(nodes, chunk, threads, (begin, end) =>
        {
            var edges = 0;
            for (var v = begin; v < end; v++)
            {
                var last = -1L;
                for (var k = rowsOf[v]; k < rowsOf[v + 1]; k++)
                {
                    var target = sorted[k] >> 32;
                    edges += target != last ? 1 : 0;
                    last = target;
                }
            }
            first[begin / chunk + 1] = edges;
        });
        for (var i = 1; i < first.Length; i++)
            first[i] += first[i - 1];
        return first;
    }

    /// <summary>So many nodes that a chunk has about <see cref="ChunkRows"/> rows.</summary>
    private static int ChunkNodes(int nodes, int rows) => (int)Math.Clamp((long)nodes * ChunkRows / Math.Max(1, rows), 1, 1 << 16);

    private readonly unsafe struct UnsortedRows(int count, int* sources, int* targets) : IKeyedRows<long>
    {
        public int Count => count;

        public int Key(int row) => targets[row];

        public void Seek(int row)
        {
        }

        public long Item(int row) => (long)sources[row] << 32 | (uint)row;
    }

    private struct RowsByTarget(int[] first, long[] rows) : IKeyedRows<long>
    {
        private int _target;

        public readonly int Count => rows.Length;

        public readonly int Key(int row) => (int)(rows[row] >> 32);

        public void Seek(int row) => _target = 0;

        public long Item(int row)
        {
            while (first[_target + 1] <= row)
                _target++;
            return (long)_target << 32 | (uint)rows[row];
        }
    }
}
