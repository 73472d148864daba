using NetMl.Tensors.RandomNumbers;

namespace NetMl.Trees.Binning;

/// <summary>Where a column is cut: value x has bin i when threshold[i − 1] &lt; x ≤ threshold[i].</summary>
/// <param name="Thresholds">[bins − 1], rising; each lies between two values that occur, at or above the lower one.</param>
/// <param name="HasMissing">NaN occurs; it has the bin after all others.</param>
internal sealed record FeatureBins(float[] Thresholds, bool HasMissing)
{
    /// <summary>More values than this are not looked at: quantiles of so many are near enough.</summary>
    public const int MostValues = 200_000;

    /// <summary>Bins of values.</summary>
    public int Bins => Thresholds.Length + 1;

    /// <summary>Bins with that of missing values.</summary>
    public int Slots => Bins + (HasMissing ? 1 : 0);

    /// <summary>One bin a value where there are few, else quantiles.</summary>
    /// <param name="column">[n], NaN = missing.</param>
    /// <param name="scratch">[2n].</param>
    /// <remarks>O(n). Source: LightGBM, Ke et al. 2017, section 2.1; the cuts are those of scikit-learn, numpy's percentiles by midpoint.</remarks>
    public static FeatureBins Of(ReadOnlySpan<float> column, int maxBins, Span<uint> scratch)
    {
        var hasMissing = false;
        var count = 0;
        var keys = scratch[..column.Length];
        foreach (var value in column)
        {
            hasMissing |= float.IsNaN(value);
            if (!float.IsNaN(value))
                keys[count++] = FloatSort.Key(value);
        }
        keys = Sample(keys[..count]);
        FloatSort.Sort(keys, scratch[column.Length..]);
        Span<float> distinct = stackalloc float[maxBins + 1];
        var found = Distinct(keys, distinct[..(maxBins + 1)]);
        return new FeatureBins(found <= maxBins ? Midpoints(distinct[..found]) : Quantiles(keys, maxBins), hasMissing);
    }

    /// <summary>Bin of each value.</summary>
    public void Fill(ReadOnlySpan<float> column, Span<byte> bins)
    {
        // 2ᵏ − 1 thresholds, those above the last one at infinity: a search without branches.
        var half = 1;
        while (2 * half - 1 < Thresholds.Length)
            half *= 2;
        Span<float> padded = stackalloc float[256];
        padded.Fill(float.PositiveInfinity);
        Thresholds.CopyTo(padded);
        for (var i = 0; i < column.Length; i++)
        {
            var (value, bin) = (column[i], 0);
            for (var step = half; step > 0; step >>= 1)
                bin += step & -(padded[(bin + step - 1) & 255] < value ? 1 : 0);
            bins[i] = (byte)(float.IsNaN(value) ? Bins : bin);
        }
    }

    // Moves an even draw to the front: a shuffle that ends early, with random numbers that depend on the place alone.
    private static Span<uint> Sample(Span<uint> keys)
    {
        if (keys.Length <= MostValues)
            return keys;
        Span<uint> words = stackalloc uint[1000];
        for (var i = 0; i < MostValues; i++)
        {
            if (i % words.Length == 0)
                Philox.Fill(new RandomStream(0, 0, 0), i, words);
            var other = i + (int)((ulong)words[i % words.Length] * (ulong)(keys.Length - i) >> 32);
            (keys[i], keys[other]) = (keys[other], keys[i]);
        }
        return keys[..MostValues];
    }

    // Ends when there is no place for another one.
    private static int Distinct(ReadOnlySpan<uint> sorted, Span<float> distinct)
    {
        var found = 0;
        foreach (var key in sorted)
        {
            var value = FloatSort.Value(key);
            if (found > 0 && distinct[found - 1] == value)
                continue;
            if (found == distinct.Length)
                return found;
            distinct[found++] = value;
            if (found == distinct.Length)
                return found;
        }
        return found;
    }

    private static float[] Midpoints(ReadOnlySpan<float> distinct)
    {
        var thresholds = new float[Math.Max(0, distinct.Length - 1)];
        for (var i = 0; i < thresholds.Length; i++)
            thresholds[i] = Between(distinct[i], distinct[i + 1]);
        return thresholds;
    }

    private static float[] Quantiles(ReadOnlySpan<uint> sorted, int maxBins)
    {
        var thresholds = new List<float>(maxBins - 1);
        for (var i = 1; i < maxBins; i++)
        {
            // Place i / maxBins of the way, in whole numbers so that it is exact.
            var place = (long)i * (sorted.Length - 1);
            var (lower, isBetween) = ((int)(place / maxBins), place % maxBins != 0);
            var (low, high) = (FloatSort.Value(sorted[lower]), FloatSort.Value(sorted[lower + (isBetween ? 1 : 0)]));
            var threshold = Between(low, high);
            // Nothing may lie above the last threshold but infinity: such a cut would part nothing.
            if ((thresholds.Count == 0 || threshold > thresholds[^1]) && threshold < FloatSort.Value(sorted[^1]))
                thresholds.Add(threshold);
        }
        return [.. thresholds];
    }

    // In [low, high), so that it parts the two; low when they are one.
    private static float Between(float low, float high)
    {
        var middle = (float)(0.5 * low + 0.5 * high);
        return middle >= low && middle < high ? middle : low;
    }
}
