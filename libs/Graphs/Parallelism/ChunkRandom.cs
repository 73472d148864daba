namespace NetMl.Graphs.Parallelism;

/// <summary>A stream of random numbers that depends on a seed and the number of its chunk alone, so chance does not depend on which thread draws.</summary>
/// <remarks>Source: Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators" (SplitMix64).</remarks>
internal struct ChunkRandom(long seed, long chunk = 0)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state = Mix((ulong)seed + Golden) ^ Mix((ulong)chunk * Golden + 1);

    /// <summary>The finaliser of SplitMix64: a bijection whose output bits each depend on all input bits.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    public ulong Next() => Mix(_state += Golden);

    /// <summary>0..bound−1; the bias is below bound / 2^64.</summary>
    public int Next(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>In [0, 1), 53 bits.</summary>
    public double NextShare() => (Next() >> 11) * (1.0 / (1L << 53));

    public void Shuffle(Span<int> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>0..count−1 in random order.</summary>
    public int[] Permutation(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
            order[i] = i;
        Shuffle(order);
        return order;
    }
}
