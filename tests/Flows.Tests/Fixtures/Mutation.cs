using System.Buffers.Binary;
using NetMl.Flows.Frames;

namespace NetMl.Flows.Tests.Fixtures;

/// <summary>Damages bytes the way disks, programs and attackers do: one to seven changes.</summary>
internal static class Mutation
{
    private static readonly byte[][] HugeNumbers = [.. new[] { "99999999999999999999999999", "1e308", "-9223372036854775808", "0x7fffffff", "18446744073709551616", ".000000000000001" }.Select(System.Text.Encoding.ASCII.GetBytes)];
    private static readonly byte[][] BrokenUtf8 = [[0xC3, 0x28], [0xFF, 0xFE], [0x80], [0xF0, 0x9F, 0x98], [0xED, 0xA0, 0x80], [0xC0, 0xAF]];

    public static byte[] Apply(byte[] original, Random random)
    {
        var bytes = new List<byte>(original);
        for (var change = random.Next(1, 8); change > 0; change--)
        {
            if (bytes.Count == 0)
                bytes.Add((byte)'x');
            Change(bytes, random.Next(bytes.Count), random);
        }
        return [.. bytes];
    }

    /// <summary>The same, packed with gzip, and then sometimes cut or changed.</summary>
    public static byte[] Packed(byte[] original, Random random)
    {
        var gzip = Whole.Gzip(random.Next(2) == 0 ? original : Apply(original, random));
        for (var change = random.Next(3); change > 0; change--)
            gzip[random.Next(2, gzip.Length)] ^= (byte)random.Next(1, 256);
        return random.Next(3) == 0 ? gzip[..random.Next(2, gzip.Length)] : gzip;
    }

    /// <summary>Gives each frame's header that is still in its place the checksum of the body, so that the columns themselves must hold.</summary>
    public static void Sign(Span<byte> frames)
    {
        while (frames.Length > FlowFrame.HeaderBytes)
        {
            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(frames[8..]), (uint)(frames.Length - FlowFrame.HeaderBytes));
            BinaryPrimitives.WriteUInt32LittleEndian(frames[12..], Crc32.Compute(frames.Slice(FlowFrame.HeaderBytes, length)));
            frames = frames[(FlowFrame.HeaderBytes + length)..];
        }
    }

    private static void Change(List<byte> bytes, int at, Random random)
    {
        var part = Math.Min(random.Next(40), bytes.Count - at);
        switch (random.Next(10))
        {
            case 0: bytes[at] = (byte)random.Next(256); break;
            case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 2: bytes[at] = (byte)"\n\t,-\"{}0#\\"[random.Next(10)]; break;
            case 3: bytes.Insert(at, (byte)random.Next(256)); break;
            case 4: bytes.RemoveRange(at, part); break;
            case 5: bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, part)); break;
            case 6: bytes.InsertRange(at, HugeNumbers[random.Next(HugeNumbers.Length)]); break;
            case 7: bytes.InsertRange(at, Enumerable.Repeat((byte)random.Next('0', 'z'), random.Next(1, 1 << random.Next(1, 12)))); break;
            case 8: bytes.InsertRange(at, new byte[random.Next(1, 9)]); break;
            default: bytes.InsertRange(at, BrokenUtf8[random.Next(BrokenUtf8.Length)]); break;
        }
    }
}
