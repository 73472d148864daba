using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace NetMl.ParameterServer.Frames;

/// <summary>Writes a frame: 4 bytes magic, kind, then fields in order; integers and floats little-endian, arrays with their length before them.</summary>
internal sealed class FrameWriter
{
    internal const uint Magic = 0x31_50_4D_4E; // "NMP1"
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public FrameWriter(FrameKind kind)
    {
        Int(unchecked((int)Magic));
        _bytes.Write([(byte)kind]);
    }

    public FrameWriter Int(int value)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(four, value);
        _bytes.Write(four);
        return this;
    }

    public FrameWriter Float(float value) => Int(BitConverter.SingleToInt32Bits(value));

    public FrameWriter Text(string value) => Bytes(Encoding.UTF8.GetBytes(value));

    public FrameWriter Bytes(ReadOnlySpan<byte> value)
    {
        Int(value.Length);
        _bytes.Write(value);
        return this;
    }

    public FrameWriter Floats(ReadOnlySpan<float> values)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Parameter frames are written on little-endian machines only.");
        Int(values.Length);
        _bytes.Write(MemoryMarshal.AsBytes(values));
        return this;
    }

    /// <summary>Begin and end of each, from the start.</summary>
    public FrameWriter Ranges(IReadOnlyList<Range> ranges)
    {
        Int(ranges.Count);
        foreach (var range in ranges)
            Int(range.Start.Value).Int(range.End.Value);
        return this;
    }

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();
}
