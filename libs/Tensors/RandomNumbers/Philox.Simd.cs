using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetMl.Tensors.RandomNumbers;

public static partial class Philox
{
    /// <summary>The 64 words of a group.</summary>
    internal static void Group(RandomStream stream, uint group, Span<uint> words)
    {
        if (!Avx2.IsSupported)
        {
            GroupScalar(stream, group, words);
            return;
        }
        Group256(stream, group * Lanes, words[..Lanes], words.Slice(Lanes, Lanes), words.Slice(2 * Lanes, Lanes), words.Slice(3 * Lanes, Lanes));
        Group256(stream, group * Lanes + 8, words.Slice(8, 8), words.Slice(Lanes + 8, 8), words.Slice(2 * Lanes + 8, 8), words.Slice(3 * Lanes + 8, 8));
    }

    // Eight blocks: a holds those of even index, b those of odd index. Each lane of 64 bits has its number in the lower half; the upper half
    // may hold anything, since the multiplication does not read it.
    private static void Group256(RandomStream stream, uint block, Span<uint> word0, Span<uint> word1, Span<uint> word2, Span<uint> word3)
    {
        var (m0, m1) = (Vector256.Create((ulong)Multiplier0).AsUInt32(), Vector256.Create((ulong)Multiplier1).AsUInt32());
        var a0 = Vector256.Create(block, block + 2UL, block + 4UL, block + 6UL);
        var b0 = a0 + Vector256<ulong>.One;
        var a1 = Vector256.Create((ulong)stream.Stream);
        var a2 = Vector256.Create((ulong)(uint)stream.Step);
        var a3 = Vector256.Create(stream.Step >> 32);
        var (b1, b2, b3) = (a1, a2, a3);
        var (k0, k1) = ((uint)stream.Seed, (uint)(stream.Seed >> 32));
        for (var round = 0; round < Rounds; round++, k0 += KeyStep0, k1 += KeyStep1)
        {
            var (key0, key1) = (Vector256.Create((ulong)k0), Vector256.Create((ulong)k1));
            var (pa0, pa1) = (Avx2.Multiply(a0.AsUInt32(), m0), Avx2.Multiply(a2.AsUInt32(), m1));
            var (pb0, pb1) = (Avx2.Multiply(b0.AsUInt32(), m0), Avx2.Multiply(b2.AsUInt32(), m1));
            a0 = (pa1 >>> 32) ^ a1 ^ key0;
            a2 = (pa0 >>> 32) ^ a3 ^ key1;
            b0 = (pb1 >>> 32) ^ b1 ^ key0;
            b2 = (pb0 >>> 32) ^ b3 ^ key1;
            (a1, a3, b1, b3) = (pa1, pa0, pb1, pb0);
        }

        Join(a0, b0).CopyTo(word0);
        Join(a1, b1).CopyTo(word1);
        Join(a2, b2).CopyTo(word2);
        Join(a3, b3).CopyTo(word3);
    }

    private static Vector256<uint> Join(Vector256<ulong> even, Vector256<ulong> odd) =>
        ((even & Vector256.Create((ulong)uint.MaxValue)) | (odd << 32)).AsUInt32();

    private static void ToUniform<T>(ReadOnlySpan<uint> bits, Span<T> values) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var i = 0;
        if (typeof(T) == typeof(float))
        {
            var floats = MemoryMarshal.Cast<T, float>(values);
            var scale = new Vector<float>(1f / (1 << 24));
            for (; i <= bits.Length - Vector<uint>.Count; i += Vector<uint>.Count)
                (Vector.ConvertToSingle(Vector.AsVectorInt32(new Vector<uint>(bits[i..]) >>> 8)) * scale).CopyTo(floats[i..]);
        }

        for (; i < bits.Length; i++)
            values[i] = typeof(T) == typeof(float)
                ? T.CreateTruncating(bits[i] >> 8) * T.CreateTruncating(1f / (1 << 24))
                : T.CreateTruncating(bits[i]) * T.CreateTruncating(1.0 / (1L << 32));
    }
}
