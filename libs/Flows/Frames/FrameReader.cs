using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace NetMl.Flows.Frames;

/// <summary>Takes a frame's body apart; every length is compared with what is left before memory is asked for.</summary>
internal ref struct FrameReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> _rest = body;

    public readonly int Remaining => _rest.Length;

    public string Name(string what) => Encoding.UTF8.GetString(Bytes(Bytes(1, what)[0], what));

    /// <summary>A u32 that is at most <paramref name="most"/>.</summary>
    public int Count(int most, string what)
    {
        var value = BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4, what));
        return value <= (uint)most ? (int)value : throw new InvalidDataException($"the frame says {value} {what}; at most {most} are allowed");
    }

    public ReadOnlySpan<byte> Bytes(int count, string what)
    {
        if (count > _rest.Length)
            throw new InvalidDataException($"the frame ends inside its {what}");
        var bytes = _rest[..count];
        _rest = _rest[count..];
        return bytes;
    }

    /// <summary>[rows] values, each within [least, most].</summary>
    public long[] Column(int rows, long least, long most, string what)
    {
        var header = Bytes(FrameWriter.ColumnHeaderBytes, what);
        var start = BinaryPrimitives.ReadInt64LittleEndian(header[1..]);
        var scale = BinaryPrimitives.ReadUInt64LittleEndian(header[9..]);
        var width = header[0];
        if (width is not (0 or 1 or 2 or 4 or 8))
            throw new InvalidDataException($"the frame's column {what} has values of {width} bytes; 0, 1, 2, 4 and 8 are known");
        var codes = Bytes(rows * width, what);
        var values = new long[rows];
        switch (width)
        {
            case 0: Array.Fill(values, start); break;
            case 1: Codes<byte>(codes, start, scale, values); break;
            case 2: Codes<ushort>(codes, start, scale, values); break;
            case 4: Codes<uint>(codes, start, scale, values); break;
            default: MemoryMarshal.Cast<byte, long>(codes).CopyTo(values); break;
        }
        foreach (var value in values)
        {
            if (value < least || value > most)
                throw new InvalidDataException($"the frame's column {what} holds {value}; {least} to {most} are allowed");
        }
        return values;
    }

    /// <summary>[rows] values, each within [least, most].</summary>
    public int[] Column(int rows, int least, int most, string what)
    {
        var wide = Column(rows, (long)least, most, what);
        var values = new int[rows];
        for (var i = 0; i < rows; i++)
            values[i] = (int)wide[i];
        return values;
    }

    private static void Codes<T>(ReadOnlySpan<byte> bytes, long start, ulong scale, Span<long> values) where T : unmanaged, IBinaryInteger<T>
    {
        var codes = MemoryMarshal.Cast<byte, T>(bytes);
        for (var i = 0; i < values.Length; i++)
        {
            var code = ulong.CreateTruncating(codes[i]);
            values[i] = code == 0 ? -1 : unchecked(start + (long)((code - 1) * scale));
        }
    }
}
