using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Csr;

/// <summary>Turns edges round: sorting them by target keeps their sources ascending.</summary>
internal static class CsrTranspose
{
    private const int ChunkNodes = 1 << 11;
    private const int ChunkEdges = 1 << 15;

    public static CsrGraph Of(CsrGraph graph, long[] graphOffsets, int[] graphTargets, double[]? graphWeights)
    {
        var n = graph.NodeCount;
        var sourceOfEdge = GC.AllocateUninitializedArray<int>(graphTargets.Length);
        FixedChunks.Run(n, ChunkNodes, 0, (begin, end) =>
        {
            for (var v = begin; v < end; v++)
                sourceOfEdge.AsSpan((int)graphOffsets[v]..(int)graphOffsets[v + 1]).Fill(v);
        });

        var (first, order) = CountingSort.Sort(n, graphTargets, null, 0);
        var weights = graphWeights is null ? null : GC.AllocateUninitializedArray<double>(order.Length);
        FixedChunks.Run(order.Length, ChunkEdges, 0, (begin, end) =>
        {
            for (var k = begin; k < end; k++)
            {
                var edge = order[k];
                if (weights is not null && graphWeights is not null)
                    weights[k] = graphWeights[edge];
                order[k] = sourceOfEdge[edge];
            }
        });
        return new CsrGraph(Array.ConvertAll(first, place => (long)place), order, weights);
    }
}
