using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Csr;

/// <summary>Turns edges round: sorting them by target keeps their sources ascending.</summary>
internal static class CsrTranspose
{
    private const int ChunkEdges = 1 << 15;

    public static CsrGraph Of(long[] offsets, int[] targets, double[]? weights)
    {
        var nodes = offsets.Length - 1;
        if (weights is null)
        {
            var (first, sources) = CountingSort.Sort<Edges, int>(nodes, new Edges(offsets, targets), 0);
            return new CsrGraph(Array.ConvertAll(first, place => (long)place), sources, null);
        }
        var (firstEnd, ends) = CountingSort.Sort<WeightedEdges, WeightedEnd>(nodes, new WeightedEdges(new Edges(offsets, targets), weights), 0);
        var backTargets = GC.AllocateUninitializedArray<int>(ends.Length);
        var backWeights = GC.AllocateUninitializedArray<double>(ends.Length);
        FixedChunks.Run(ends.Length, ChunkEdges, 0, (begin, end) =>
        {
            for (var e = begin; e < end; e++)
                (backTargets[e], backWeights[e]) = (ends[e].Node, ends[e].Weight);
        });
        return new CsrGraph(Array.ConvertAll(firstEnd, place => (long)place), backTargets, backWeights);
    }

    private readonly record struct WeightedEnd(int Node, double Weight);

    private struct Edges(long[] offsets, int[] targets) : IKeyedRows<int>
    {
        private int _source;

        public readonly int Count => targets.Length;

        public readonly int Key(int row) => targets[row];

        public void Seek(int row)
        {
            var found = Array.BinarySearch(offsets, row);
            _source = found >= 0 ? found : ~found - 1;
        }

        public int Item(int row)
        {
            while (offsets[_source + 1] <= row)
                _source++;
            return _source;
        }
    }

    private struct WeightedEdges(Edges edges, double[] weights) : IKeyedRows<WeightedEnd>
    {
        private Edges _edges = edges;

        public readonly int Count => _edges.Count;

        public readonly int Key(int row) => _edges.Key(row);

        public void Seek(int row) => _edges.Seek(row);

        public WeightedEnd Item(int row) => new(_edges.Item(row), weights[row]);
    }
}
