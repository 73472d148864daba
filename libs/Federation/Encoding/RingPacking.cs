namespace NetMl.Federation.Encoding;

/// <summary>Ring elements as bytes: RingBits each, little-endian bit order, no gaps.</summary>
public static class RingPacking
{
    public static int Bytes(int length, int ringBits) => (int)(((long)length * ringBits + 7) / 8);

    public static void Pack(ReadOnlySpan<uint> ring, int ringBits, Span<byte> bytes) => throw new NotImplementedException();

    public static void Unpack(ReadOnlySpan<byte> bytes, int ringBits, Span<uint> ring) => throw new NotImplementedException();

    /// <summary>sum += packed vector, modulo 2^ringBits; no allocation.</summary>
    public static void AddPacked(ReadOnlySpan<byte> bytes, int ringBits, Span<uint> sum) => throw new NotImplementedException();
}
