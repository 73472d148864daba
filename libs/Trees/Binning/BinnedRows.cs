using NetMl.Tensors.Parallelism;

namespace NetMl.Trees.Binning;

/// <summary>What trees learn from: the bins of all rows, in blocks of columns.</summary>
/// <param name="Count">Rows.</param>
/// <param name="Slots">Of a histogram over all blocks.</param>
internal sealed record BinnedRows(int Count, BinnedBlock[] Blocks, int Slots)
{
    // Fewer columns are not worth a second block.
    private const int FewColumns = 6;

    /// <summary>Bins the rows that are learnt from.</summary>
    /// <param name="values">[n, features].</param>
    /// <param name="rows">Rows of <paramref name="values"/> that are learnt from; row i here is rows[i] there.</param>
    /// <remarks>Memory: 2 bytes for each row and column that is not constant, and one more while it runs.</remarks>
    public static BinnedRows Of(ReadOnlySpan<float> values, int features, int[] rows, int maxBins, WorkTeam team, CancellationToken cancellationToken)
    {
        var columns = ColumnBundles.Of(ColumnBinning.Run(values, features, rows, maxBins, team, cancellationToken), rows.Length);
        var blocks = new BinnedBlock[BlocksFor(columns)];
        var (first, slot) = (0, 0);
        for (var b = 0; b < blocks.Length; b++)
        {
            var width = (columns.Count - first) / (blocks.Length - b);
            blocks[b] = new BinnedBlock(columns.GetRange(first, width), slot, rows.Length);
            first += width;
            slot += blocks[b].Slots;
        }
        return new BinnedRows(rows.Length, blocks, slot);
    }

    // An even number, so that two threads share them evenly.
    private static int BlocksFor(List<List<BinnedColumn>> columns)
    {
        if (columns.Count < FewColumns)
            return Math.Min(1, columns.Count);
        var count = (columns.Count + BinnedBlock.MostColumns - 1) / BinnedBlock.MostColumns;
        return (count + 1) / 2 * 2;
    }
}
