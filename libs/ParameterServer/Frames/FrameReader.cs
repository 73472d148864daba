using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace NetMl.ParameterServer.Frames;

/// <summary>Reads what <see cref="FrameWriter"/> wrote; checks every length against the bytes that are left before it allocates.</summary>
internal ref struct FrameReader
{
    private ReadOnlySpan<byte> _rest;

    /// <exception cref="InvalidDataException">The bytes are no frame of this kind.</exception>
    public FrameReader(ReadOnlySpan<byte> frame, FrameKind kind)
    {
        if (frame.Length < 5 || BinaryPrimitives.ReadUInt32LittleEndian(frame) != FrameWriter.Magic || frame[4] != (byte)kind)
            throw new InvalidDataException($"These {frame.Length} bytes are no parameter frame of kind {kind}.");
        _rest = frame[5..];
    }

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public float Float() => BitConverter.Int32BitsToSingle(Int());

    public string Text() => Encoding.UTF8.GetString(Bytes());

    public ReadOnlySpan<byte> Bytes() => Take(Int());

    public float[] Floats()
    {
        var count = Int();
        return MemoryMarshal.Cast<byte, float>(Take((long)count * sizeof(float))).ToArray();
    }

    /// <summary>Ranges that ascend within [0, length); none where the frame ends here, as those of older versions do.</summary>
    /// <exception cref="InvalidDataException">They overlap or lie outside.</exception>
    public Range[] Ranges(int length)
    {
        if (_rest.IsEmpty)
            return [];
        var pairs = MemoryMarshal.Cast<byte, int>(Take((long)Int() * 2 * sizeof(int)));
        var ranges = new Range[pairs.Length / 2];
        for (int i = 0, from = 0; i < ranges.Length; i++)
        {
            var (begin, end) = (pairs[2 * i], pairs[2 * i + 1]);
            if (begin < from || end < begin || end > length)
                throw new InvalidDataException($"The parameter frame names a range from {begin} to {end} of {length} values, out of order.");
            (ranges[i], from) = (begin..end, end);
        }
        return ranges;
    }

    /// <exception cref="InvalidDataException">Bytes are left over.</exception>
    public readonly void End()
    {
        if (!_rest.IsEmpty)
            throw new InvalidDataException($"The parameter frame has {_rest.Length} bytes too many.");
    }

    private ReadOnlySpan<byte> Take(long length)
    {
        if (length < 0 || length > _rest.Length)
            throw new InvalidDataException($"The parameter frame claims {length} more bytes; it has {_rest.Length}.");
        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }
}
