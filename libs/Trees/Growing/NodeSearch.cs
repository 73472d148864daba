using System.Runtime.Intrinsics;
using NetMl.Tensors.Parallelism;
using NetMl.Trees.Binning;

namespace NetMl.Trees.Growing;

/// <summary>Histograms and best splits of two siblings, block by block: the smaller one is added up, the larger one is the parent without it.</summary>
/// <param name="smaller">Histogram to fill.</param>
/// <param name="parent">Becomes that of the larger sibling; null when there is no sibling.</param>
/// <param name="splits">[blocks, 2] best split of the smaller and the larger one.</param>
internal readonly ref struct NodeSearch(
    BinnedRows data, SplitSearch search, ReadOnlySpan<int> smallerRows, ReadOnlySpan<Vector128<long>> pairs, Vector128<long>[] smaller, Vector128<long> smallerSums,
    Vector128<long>[]? parent, Vector128<long> largerSums, Split[] splits) : IChunkWork
{
    private readonly ReadOnlySpan<int> _rows = smallerRows;
    private readonly ReadOnlySpan<Vector128<long>> _pairs = pairs;

    public void Run(int chunk)
    {
        var block = data.Blocks[chunk];
        var slots = smaller.AsSpan(block.FirstSlot, block.Slots);
        Histogram.Fill(block, _rows, _pairs, smallerSums, slots);
        splits[2 * chunk] = Best(block, chunk, slots, smallerSums);
        if (parent is null)
            return;
        var rest = parent.AsSpan(block.FirstSlot, block.Slots);
        Histogram.Subtract(rest, slots);
        splits[2 * chunk + 1] = Best(block, chunk, rest, largerSums);
    }

    private Split Best(BinnedBlock block, int index, ReadOnlySpan<Vector128<long>> slots, Vector128<long> sums) =>
        search.CanSplit(sums) ? search.Best(block, index, slots, sums) : Split.None;
}
