using System.Buffers.Binary;
using System.Text;

namespace NetMl.Tests;

/// <summary>Broken variants of a good safetensors file, seeded: what a reader must answer with a sentence, or read.</summary>
internal static class HostileFiles
{
    // Values where sizes overflow or go below zero.
    private static readonly string[] Numbers =
        ["-1", "0", "1", "7", "2147483647", "2147483648", "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551615", "1e9", "1.5", "\"4\"", "null", "[]", "{}"];

    /// <param name="good">A file that can be read.</param>
    public static IEnumerable<byte[]> Of(byte[] good, int seed, int count)
    {
        var random = new Random(seed);
        var headerBytes = (int)BinaryPrimitives.ReadUInt64LittleEndian(good);
        var header = Encoding.UTF8.GetString(good.AsSpan(8, headerBytes));
        var data = good.AsSpan(8 + headerBytes).ToArray();
        for (var i = 0; i < count; i++)
            yield return (i % 8) switch
            {
                0 => Bits(good, random, good.Length),
                1 => Bits(good, random, 8 + headerBytes),
                2 => good[..random.Next(good.Length)],
                3 => WithLength(good, random),
                4 => File(NumberChanged(header, random), data),
                5 => File(PartMoved(header, random), data),
                6 => File(header, [.. data, .. new byte[random.Next(1, 64)]]),
                _ => File(Nested(header, random), data),
            };
    }

    private static byte[] Bits(byte[] good, Random random, int within)
    {
        var bad = good.ToArray();
        for (var change = random.Next(1, 5); change > 0; change--)
            bad[random.Next(within)] ^= (byte)(1 << random.Next(8));
        return bad;
    }

    private static byte[] WithLength(byte[] good, Random random)
    {
        var bad = good.ToArray();
        ulong[] lengths = [0, 1, 2, (ulong)good.Length - 9, (ulong)good.Length - 8, (ulong)good.Length, int.MaxValue, uint.MaxValue, long.MaxValue, ulong.MaxValue, (ulong)random.Next(good.Length)];
        BinaryPrimitives.WriteUInt64LittleEndian(bad, lengths[random.Next(lengths.Length)]);
        return bad;
    }

    // One number of the header becomes another: shapes and offsets that overlap, leave holes, overflow or are no numbers.
    private static string NumberChanged(string header, Random random)
    {
        var at = random.Next(header.Length);
        while (!char.IsAsciiDigit(header[at]))
            at = (at + 1) % header.Length;
        var (begin, end) = (at, at + 1);
        while (begin > 0 && char.IsAsciiDigit(header[begin - 1]))
            begin--;
        while (char.IsAsciiDigit(header[end]))
            end++;
        var old = long.TryParse(header[begin..end], out var number) ? number : 0;
        string[] near = [(old + random.Next(-8, 9)).ToString(), (old * 2).ToString()];
        return header[..begin] + (random.Next(2) == 0 ? near[random.Next(2)] : Numbers[random.Next(Numbers.Length)]) + header[end..];
    }

    // A piece of the header is doubled, dropped or swapped: repeated keys, missing fields, broken JSON.
    private static string PartMoved(string header, Random random)
    {
        var commas = Enumerable.Range(0, header.Length).Where(i => header[i] == ',').ToArray();
        if (commas.Length < 2)
            return header + header;
        var first = random.Next(commas.Length - 1);
        var last = random.Next(first + 1, Math.Min(commas.Length, first + 8));
        var piece = header[commas[first]..commas[last]];
        return random.Next(2) == 0 ? header[..commas[last]] + piece + header[commas[last]..] : header[..commas[first]] + header[commas[last]..];
    }

    private static string Nested(string header, Random random)
    {
        var depth = random.Next(1, 2000);
        var colons = Enumerable.Range(0, header.Length).Where(i => header[i] == ':').ToArray();
        var at = colons[random.Next(colons.Length)] + 1;
        return header[..at] + new string('[', depth) + new string(']', depth) + "," + header[at..];
    }

    private static byte[] File(string header, byte[] data)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
        return [.. length, .. json, .. data];
    }
}
