using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace NetMl.Federation.Encoding;

/// <summary>Ring elements as bytes: RingBits each, little-endian bit order, no gaps; unused bits of the last byte are 0.</summary>
/// <remarks>O(n). Rings of 32 and 16 bits are copied as they lie in memory (little-endian machines, as everywhere in this repository).</remarks>
public static class RingPacking
{
    public static int Bytes(int length, int ringBits) => (int)(((long)length * ringBits + 7) / 8);

    /// <param name="ring">[n], each below 2^RingBits.</param>
    /// <param name="bytes">[<see cref="Bytes"/>].</param>
    /// <exception cref="ArgumentException">A wrong length, or an element outside the ring.</exception>
    public static void Pack(ReadOnlySpan<uint> ring, int ringBits, Span<byte> bytes)
    {
        Check(ring.Length, ringBits, bytes.Length);
        if (ringBits == 32)
        {
            MemoryMarshal.AsBytes(ring).CopyTo(bytes);
            return;
        }
        if (ring.ContainsAnyExceptInRange(0u, Mask(ringBits)))
            throw new ArgumentException($"An element does not lie below 2^{ringBits}.", nameof(ring));
        var (held, bits, at) = (0UL, 0, 0);
        foreach (var element in ring)
        {
            held |= (ulong)element << bits;
            for (bits += ringBits; bits >= 8; bits -= 8, held >>= 8)
                bytes[at++] = (byte)held;
        }
        if (bits > 0)
            bytes[at] = (byte)held;
    }

    /// <param name="ring">[n].</param>
    /// <exception cref="ArgumentException">A wrong length.</exception>
    public static void Unpack(ReadOnlySpan<byte> bytes, int ringBits, Span<uint> ring)
    {
        ring.Clear();
        AddPacked(bytes, ringBits, ring);
    }

    /// <summary>sum += packed vector, modulo 2^ringBits; no allocation.</summary>
    /// <param name="sum">[n].</param>
    /// <exception cref="ArgumentException">A wrong length.</exception>
    public static void AddPacked(ReadOnlySpan<byte> bytes, int ringBits, Span<uint> sum)
    {
        Check(sum.Length, ringBits, bytes.Length);
        var mask = Mask(ringBits);
        if (ringBits == 32)
        {
            TensorPrimitives.Add(sum, MemoryMarshal.Cast<byte, uint>(bytes), sum);
            return;
        }
        if (ringBits == 16)
        {
            var halves = MemoryMarshal.Cast<byte, ushort>(bytes);
            for (var i = 0; i < sum.Length; i++)
                sum[i] = (sum[i] + halves[i]) & mask;
            return;
        }
        var (held, bits, at) = (0UL, 0, 0);
        for (var i = 0; i < sum.Length; i++)
        {
            for (; bits < ringBits; bits += 8)
                held |= (ulong)bytes[at++] << bits;
            sum[i] = (sum[i] + (uint)held) & mask;
            held >>= ringBits;
            bits -= ringBits;
        }
    }

    /// <summary>2^ringBits − 1.</summary>
    internal static uint Mask(int ringBits) => uint.MaxValue >> (32 - ringBits);

    private static void Check(int length, int ringBits, int bytes)
    {
        if (ringBits is < 1 or > 32)
            throw new ArgumentException($"A ring has 1 to 32 bits, not {ringBits}.", nameof(ringBits));
        if (bytes != Bytes(length, ringBits))
            throw new ArgumentException($"{length} elements of {ringBits} bits take {Bytes(length, ringBits)} bytes, not {bytes}.", nameof(bytes));
    }
}
