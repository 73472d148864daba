namespace NetMl.Trees.Binning;

/// <summary>Bins of one feature, and the one that most rows have.</summary>
/// <param name="Rows">[n] bin of each row.</param>
/// <param name="OtherRows">Rows that are not in <paramref name="UsualBin"/>.</param>
internal sealed record BinnedColumn(int Feature, FeatureBins Bins, byte[] Rows, int UsualBin, int OtherRows)
{
    public static BinnedColumn Of(int feature, ReadOnlySpan<float> values, int maxBins, Span<uint> scratch)
    {
        var bins = FeatureBins.Of(values, maxBins, scratch);
        var rows = GC.AllocateUninitializedArray<byte>(values.Length);
        bins.Fill(values, rows);
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        foreach (var bin in rows)
            counts[bin]++;
        var usual = 0;
        for (var bin = 1; bin < counts.Length; bin++)
            if (counts[bin] > counts[usual])
                usual = bin;
        return new BinnedColumn(feature, bins, rows, usual, rows.Length - counts[usual]);
    }
}
