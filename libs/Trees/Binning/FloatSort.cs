namespace NetMl.Trees.Binning;

/// <summary>Sorts floats as whole numbers of the same order, without comparing.</summary>
internal static class FloatSort
{
    private const int Bits = 11;
    private const int Buckets = 1 << Bits;

    /// <summary>A number whose order is that of the floats; NaN has no place in it.</summary>
    public static uint Key(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return bits ^ ((bits >> 31) == 0 ? 0x8000_0000 : uint.MaxValue);
    }

    /// <summary>The float of a key.</summary>
    public static float Value(uint key) => BitConverter.UInt32BitsToSingle(key ^ ((key >> 31) == 1 ? 0x8000_0000 : uint.MaxValue));

    /// <summary>Sorts in place, by three times eleven bits from the lowest.</summary>
    /// <param name="scratch">At least as long.</param>
    /// <remarks>O(n).</remarks>
    public static void Sort(Span<uint> keys, Span<uint> scratch)
    {
        Span<int> counts = stackalloc int[Buckets];
        var from = keys;
        var to = scratch[..keys.Length];
        var isInScratch = false;
        for (var shift = 0; shift < 32; shift += Bits)
        {
            counts.Clear();
            foreach (var key in from)
                counts[(int)(key >> shift) & (Buckets - 1)]++;
            // All in one bucket: nothing moves.
            if (from.Length == 0 || counts[(int)(from[0] >> shift) & (Buckets - 1)] == from.Length)
                continue;
            var next = 0;
            foreach (ref var count in counts)
                (count, next) = (next, next + count);
            foreach (var key in from)
                to[counts[(int)(key >> shift) & (Buckets - 1)]++] = key;
            var swap = from;
            from = to;
            to = swap;
            isInScratch = !isInScratch;
        }
        if (isInScratch)
            from.CopyTo(keys);
    }
}
