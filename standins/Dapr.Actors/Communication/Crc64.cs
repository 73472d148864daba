namespace Dapr.Actors.Communication;

/// <summary>CRC-64/WE: polynomial 42F0E1EBA9EA3693, most significant bit first, all ones before and after.</summary>
internal static class Crc64
{
    private const ulong Polynomial = 0x42F0E1EBA9EA3693;

    private static readonly ulong[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    internal static ulong Compute(ReadOnlySpan<byte> bytes)
    {
        var crc = ulong.MaxValue;
        foreach (var b in bytes)
            crc = Table[(byte)(crc >> 56) ^ b] ^ (crc << 8);
        return ~crc;
    }

    private static ulong Entry(int index)
    {
        var crc = (ulong)index << 56;
        for (var bit = 0; bit < 8; bit++)
            crc = (crc << 1) ^ ((crc >> 63) * Polynomial);
        return crc;
    }
}
