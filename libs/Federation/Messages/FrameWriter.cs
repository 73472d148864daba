using System.Buffers;
using System.Buffers.Binary;

namespace NetMl.Federation.Messages;

/// <summary>Writes what <see cref="FrameReader"/> reads.</summary>
/// <param name="capacity">Bytes expected; more make it grow.</param>
internal sealed class FrameWriter(int capacity = 256)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(capacity);

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    public FrameWriter Byte(byte value) => Bytes([value]);

    public FrameWriter UInt16(int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.GetSpan(2), checked((ushort)value));
        _buffer.Advance(2);
        return this;
    }

    public FrameWriter Int32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.GetSpan(4), value);
        _buffer.Advance(4);
        return this;
    }

    public FrameWriter Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.GetSpan(8), value);
        _buffer.Advance(8);
        return this;
    }

    public FrameWriter Bytes(ReadOnlySpan<byte> bytes)
    {
        _buffer.Write(bytes);
        return this;
    }

    public FrameWriter Block(ReadOnlySpan<byte> bytes) => Int32(bytes.Length).Bytes(bytes);

    public FrameWriter Name(string name, int largest)
    {
        var bytes = System.Text.Encoding.UTF8.GetByteCount(name);
        if (bytes == 0 || bytes > largest)
            throw new ArgumentException($"A name has 1 to {largest} bytes of UTF-8; '{name}' has {bytes}.", nameof(name));
        Byte((byte)bytes);
        _buffer.Advance(System.Text.Encoding.UTF8.GetBytes(name, _buffer.GetSpan(bytes)));
        return this;
    }
}
