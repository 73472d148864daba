using System.Buffers.Binary;
using System.Text.Json;

namespace NetMl.Tensors.Files;

/// <summary>Reads the safetensors format: 8 bytes header length, a JSON header, then the tensors' bytes.</summary>
/// <remarks>
/// Source: the format's public description (huggingface/safetensors). Everything that the header claims is checked against the
/// bytes that are there before anything is made of it; holes and overlaps between tensors are refused, as the format asks.
/// </remarks>
public static class Safetensors
{
    /// <summary>The longest header that is read, in bytes: the format's own limit is 100 MB, ours is lower because names are few.</summary>
    public const int MaxHeaderBytes = 16 << 20;

    private const int LengthBytes = 8;

    /// <summary>Checks the whole file and gives views into it; copies no tensor data. O(file header).</summary>
    /// <exception cref="InvalidDataException">The file breaks a rule of the format; the message says which and where.</exception>
    public static SafetensorsFile Read(ReadOnlyMemory<byte> file)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Safetensors files are read on little-endian machines only.");
        if (file.Length < LengthBytes + 2)
            throw new InvalidDataException($"A safetensors file has at least {LengthBytes + 2} bytes; this one has {file.Length}.");
        var headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(file.Span);
        if (headerBytes > MaxHeaderBytes || headerBytes > (ulong)(file.Length - LengthBytes))
            throw new InvalidDataException($"The safetensors header claims {headerBytes} bytes; the file has {file.Length - LengthBytes} after the length and at most {MaxHeaderBytes} are read.");

        var header = file.Span.Slice(LengthBytes, (int)headerBytes);
        if (header.IsEmpty || header[0] != (byte)'{')
            throw new InvalidDataException("The safetensors header does not begin with '{'.");
        try
        {
            return SafetensorsHeader.Parse(header, file[(LengthBytes + (int)headerBytes)..]);
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"The safetensors header is not valid JSON: {broken.Message}", broken);
        }
    }
}
