using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace NetMl.Federation.Encoding;

/// <summary>Ring elements as bytes: RingBits each, little-endian bit order, no gaps; unused bits of the last byte are 0.</summary>
/// <remarks>O(n). Rings of 32 bits are copied as they lie in memory (little-endian machines, as everywhere in this repository).</remarks>
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
        var (held, bits) = (0UL, 0);
        foreach (var element in ring)
        {
            held |= (ulong)element << bits;
            bits += ringBits;
            if (bits < 32)
                continue;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)held);
            bytes = bytes[sizeof(uint)..];
            held >>= 32;
            bits -= 32;
        }
        for (var at = 0; bits > 0; bits -= 8, held >>= 8)
            bytes[at++] = (byte)held;
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
        // While eight bytes can be read at once they hold an element whole: it begins within the first and has at most 31 bits.
        var (first, bit) = (0, 0L);
        for (; first < sum.Length && bit / 8 + sizeof(ulong) <= bytes.Length; first++, bit += ringBits)
            sum[first] = (sum[first] + (uint)(BinaryPrimitives.ReadUInt64LittleEndian(bytes[(int)(bit / 8)..]) >> (int)(bit % 8))) & mask;
        Span<byte> end = stackalloc byte[2 * sizeof(ulong)];
        var start = (int)(bit / 8);
        bytes[start..].CopyTo(end);
        for (; first < sum.Length; first++, bit += ringBits)
            sum[first] = (sum[first] + (uint)(BinaryPrimitives.ReadUInt64LittleEndian(end[(int)(bit / 8 - start)..]) >> (int)(bit % 8))) & mask;
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
