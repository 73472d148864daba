using System.Buffers.Binary;

namespace NetMl.Flows.Frames;

/// <summary>CRC-32 (IEEE 802.3, reflected 0xEDB88320), eight bytes a step. Source: Kounavis and Berry 2005 (slicing-by-8).</summary>
internal static class Crc32
{
    private static readonly uint[] Table = MakeTable();

    public static uint Compute(ReadOnlySpan<byte> data)
    {
        var table = Table;
        var crc = uint.MaxValue;
        for (; data.Length >= 8; data = data[8..])
        {
            var low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(data);
            var high = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            crc = table[7 * 256 + (int)(low & 255)] ^ table[6 * 256 + (int)(low >> 8 & 255)]
                ^ table[5 * 256 + (int)(low >> 16 & 255)] ^ table[4 * 256 + (int)(low >> 24)]
                ^ table[3 * 256 + (int)(high & 255)] ^ table[2 * 256 + (int)(high >> 8 & 255)]
                ^ table[1 * 256 + (int)(high >> 16 & 255)] ^ table[(int)(high >> 24)];
        }
        foreach (var b in data)
            crc = table[(int)((crc ^ b) & 255)] ^ crc >> 8;
        return ~crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
            table[i] = crc;
        }
        for (var slice = 1; slice < 8; slice++)
        {
            for (var i = 0; i < 256; i++)
            {
                var before = table[(slice - 1) * 256 + i];
                table[slice * 256 + i] = before >> 8 ^ table[before & 255];
            }
        }
        return table;
    }
}
