using System.Buffers.Binary;
using System.Text;

namespace NetMl.Federation.Messages;

/// <summary>Reads a binary frame from front to back, little-endian; every length is checked against what is left before anything is allocated.</summary>
/// <param name="what">Names the frame in error messages: "message", "manifest".</param>
internal ref struct FrameReader(ReadOnlySpan<byte> bytes, string what)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _left = bytes;

    public readonly int Left => _left.Length;

    public byte Byte() => Bytes(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(8));

    /// <summary>A view of the next <paramref name="count"/> bytes.</summary>
    /// <exception cref="InvalidDataException">There are not so many.</exception>
    public ReadOnlySpan<byte> Bytes(int count)
    {
        if ((uint)count > (uint)_left.Length)
            throw new InvalidDataException($"the {what} is torn: {count} bytes should follow where {_left.Length} are left");
        var taken = _left[..count];
        _left = _left[count..];
        return taken;
    }

    /// <summary>Bytes after a 32-bit length of at most <paramref name="largest"/>.</summary>
    public ReadOnlySpan<byte> Block(int largest)
    {
        var length = Int32();
        if (length < 0 || length > largest)
            throw new InvalidDataException($"the {what} holds a block of {(uint)length} bytes where {largest} are allowed");
        return Bytes(length);
    }

    /// <summary>Text of 1 to <paramref name="largest"/> bytes of UTF-8 after one length byte.</summary>
    public string Name(int largest)
    {
        var length = Byte();
        if (length == 0 || length > largest)
            throw new InvalidDataException($"the {what} holds a name of {length} bytes where 1 to {largest} are allowed");
        try
        {
            return StrictUtf8.GetString(Bytes(length));
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidDataException($"the {what} holds a name that is not UTF-8");
        }
    }

    /// <summary>Four letters and a version byte, at the start of a frame.</summary>
    public void Header(ReadOnlySpan<byte> magic, byte version)
    {
        if (!Bytes(magic.Length).SequenceEqual(magic))
            throw new InvalidDataException($"this is no {what}: it does not begin with {System.Text.Encoding.ASCII.GetString(magic)}");
        var found = Byte();
        if (found != version)
            throw new InvalidDataException($"the {what} is of version {found}; this program reads version {version}");
    }

    /// <exception cref="InvalidDataException">Something follows.</exception>
    public readonly void End()
    {
        if (_left.Length > 0)
            throw new InvalidDataException($"{_left.Length} bytes follow the end of the {what}");
    }
}
