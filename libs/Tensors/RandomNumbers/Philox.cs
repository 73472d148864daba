using System.Numerics;

namespace NetMl.Tensors.RandomNumbers;

/// <summary>Philox4x32-10: random numbers as a function of a counter, without state.</summary>
/// <remarks>
/// Source: Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3". The key is the seed, the counter is (block, stream, step).
/// A group is 16 blocks = 64 words in the order [word of the block, block], so that vectors of any width write it without shuffling.
/// Not for keys or privacy noise.
/// </remarks>
public static partial class Philox
{
    /// <summary>Words of a stream: four of each of 2³² blocks.</summary>
    public const long StreamLength = 1L << 34;

    internal const int Lanes = 16;
    internal const int GroupWords = 4 * Lanes;
    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint KeyStep0 = 0x9E3779B9;
    private const uint KeyStep1 = 0xBB67AE85;

    /// <summary>One block.</summary>
    /// <param name="counter">[4].</param>
    /// <param name="key">Lower half first.</param>
    /// <param name="words">[4].</param>
    public static void Block(ReadOnlySpan<uint> counter, ulong key, Span<uint> words)
    {
        var (c0, c1, c2, c3) = (counter[0], counter[1], counter[2], counter[3]);
        var (k0, k1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < Rounds; round++, k0 += KeyStep0, k1 += KeyStep1)
        {
            var (p0, p1) = ((ulong)Multiplier0 * c0, (ulong)Multiplier1 * c2);
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
        }
        (words[0], words[1], words[2], words[3]) = (c0, c1, c2, c3);
    }

    /// <summary>The bits first, first + 1, … of a stream: the same wherever a range begins.</summary>
    /// <param name="first">first + length ≤ <see cref="StreamLength"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range leaves the stream.</exception>
    public static void Fill(RandomStream stream, long first, Span<uint> bits)
    {
        CheckRange(first, bits.Length);
        Span<uint> group = stackalloc uint[GroupWords];
        for (var done = 0; done < bits.Length;)
        {
            var (index, skip) = ((uint)((first + done) / GroupWords), (int)((first + done) % GroupWords));
            var take = Math.Min(GroupWords - skip, bits.Length - done);
            if (take == GroupWords)
            {
                Group(stream, index, bits.Slice(done, GroupWords));
            }
            else
            {
                Group(stream, index, group);
                group.Slice(skip, take).CopyTo(bits[done..]);
            }
            done += take;
        }
    }

    /// <summary>The numbers first, first + 1, … of a stream, even over [0, 1): multiples of 2⁻²⁴ for float, of 2⁻³² for double.</summary>
    /// <inheritdoc cref="Fill"/>
    public static void FillUniform<T>(RandomStream stream, long first, Span<T> values) where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Part = 16 * GroupWords;
        CheckRange(first, values.Length);
        Span<uint> bits = stackalloc uint[Part];
        for (var done = 0; done < values.Length; done += Part)
        {
            var part = bits[..Math.Min(Part, values.Length - done)];
            Fill(stream, first + done, part);
            ToUniform(part, values.Slice(done, part.Length));
        }
    }

    internal static void GroupScalar(RandomStream stream, uint group, Span<uint> words)
    {
        Span<uint> block = stackalloc uint[4];
        for (var lane = 0; lane < Lanes; lane++)
        {
            Block([group * Lanes + (uint)lane, stream.Stream, (uint)stream.Step, (uint)(stream.Step >> 32)], stream.Seed, block);
            for (var word = 0; word < block.Length; word++)
                words[word * Lanes + lane] = block[word];
        }
    }

    private static void CheckRange(long first, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, StreamLength - length);
    }
}
