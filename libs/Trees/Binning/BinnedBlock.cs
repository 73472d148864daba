namespace NetMl.Trees.Binning;

/// <summary>Some columns of all rows, row by row: histograms of a block are made together and stay in the nearest cache.</summary>
internal sealed class BinnedBlock
{
    /// <summary>Columns of a block at most.</summary>
    public const int MostColumns = 16;

    /// <summary>Bytes of a slot: cells hold byte offsets, which spares the multiplication.</summary>
    public const int SlotBytes = 16;

    private readonly int[] _columnSlots;

    /// <param name="columns">At most <see cref="MostColumns"/> groups of at most 256 slots.</param>
    /// <param name="firstSlot">Slots of the blocks before.</param>
    public BinnedBlock(IReadOnlyList<List<BinnedColumn>> columns, int firstSlot, int rows)
    {
        (Width, FirstSlot) = (columns.Count, firstSlot);
        Cells = GC.AllocateUninitializedArray<ushort>(checked(rows * Width));
        _columnSlots = new int[Width + 1];
        var features = new List<BinnedFeature>();
        var slot = 0;
        for (var c = 0; c < Width; c++)
        {
            _columnSlots[c] = slot;
            if (columns[c] is [var single])
            {
                Fill(c, single, slot, skippedBin: -1);
                features.Add(new BinnedFeature(single.Feature, single.Bins, c, slot, -1));
                slot += single.Bins.Slots;
                continue;
            }
            for (var row = 0; row < rows; row++)
                Cells[row * Width + c] = (ushort)(slot * SlotBytes);
            slot++;
            foreach (var member in columns[c])
            {
                Fill(c, member, slot, member.UsualBin);
                features.Add(new BinnedFeature(member.Feature, member.Bins, c, slot, member.UsualBin));
                slot += member.Bins.Slots;
            }
        }
        _columnSlots[Width] = slot;
        (Slots, Features) = (slot, [.. features]);
    }

    /// <summary>[rows, width] byte offset of each cell's slot in the block's histogram.</summary>
    public ushort[] Cells { get; }

    public int Width { get; }

    /// <summary>Of the whole histogram.</summary>
    public int FirstSlot { get; }

    public int Slots { get; }

    public BinnedFeature[] Features { get; }

    /// <summary>Which cells of a column go left.</summary>
    /// <param name="isLeft">[256]: 1 = left, by slot within the column.</param>
    /// <returns>The byte offset of the column's first slot.</returns>
    public int Sides(BinnedFeature feature, int bin, bool isMissingLeft, Span<byte> isLeft)
    {
        var first = _columnSlots[feature.Column];
        isLeft.Fill(Side(feature.UsualBin));
        for (var b = 0; b < feature.Bins.Slots; b++)
            isLeft[feature.FirstSlot - first + b] = Side(b);
        return first * SlotBytes;

        byte Side(int b) => b == feature.Bins.Bins ? (byte)(isMissingLeft ? 1 : 0) : (byte)(b <= bin ? 1 : 0);
    }

    private void Fill(int c, BinnedColumn column, int slot, int skippedBin)
    {
        for (var row = 0; row < column.Rows.Length; row++)
            if (column.Rows[row] is var bin && bin != skippedBin)
                Cells[row * Width + c] = (ushort)((slot + bin) * SlotBytes);
    }
}
