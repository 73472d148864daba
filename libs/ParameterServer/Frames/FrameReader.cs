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
