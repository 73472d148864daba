using System.Buffers.Binary;

namespace NetMl.Contracts.Backups;

/// <summary>One record: a letter for its kind, the payload's length (U32, little-endian), the payload.</summary>
/// <param name="Payload">Owned by the record.</param>
public sealed record BackupRecord(BackupRecordKind Kind, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeaderBytes = 1 + sizeof(uint);

    /// <summary>Bytes of the largest payload, 128 MiB: whoever reads a hostile archive never takes more memory.</summary>
    public const int MaximumBytes = 128 << 20;

    private const int PieceBytes = 1 << 16;

    /// <summary>Media type of a stream of records.</summary>
    public const string MediaType = "application/x-netml-backup";

    /// <summary>The record as bytes. O(payload).</summary>
    public byte[] Encode()
    {
        var bytes = new byte[HeaderBytes + Payload.Length];
        bytes[0] = (byte)Kind;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(1), (uint)Payload.Length);
        Payload.Span.CopyTo(bytes.AsSpan(HeaderBytes));
        return bytes;
    }

    /// <summary>Writes the record.</summary>
    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        await stream.WriteAsync(Encode().AsMemory(0, HeaderBytes), cancellationToken);
        await stream.WriteAsync(Payload, cancellationToken);
    }

    /// <summary>Reads the next record.</summary>
    /// <returns>Null at the end of the stream.</returns>
    /// <exception cref="InvalidDataException">An unknown kind, a length above <see cref="MaximumBytes"/>, or an end within the record.</exception>
    /// <remarks>Memory grows with what has really come, not with the length that a record claims.</remarks>
    public static async Task<BackupRecord?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var header = new byte[HeaderBytes];
        var read = await stream.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false, cancellationToken);
        if (read == 0)
            return null;
        if (!Enum.IsDefined((BackupRecordKind)header[0]))
            throw new InvalidDataException($"a record has the unknown kind {header[0]}");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(1));
        if (read == HeaderBytes && length > MaximumBytes)
            throw new InvalidDataException($"a record claims {length} bytes, and {MaximumBytes} is the most");
        return read < HeaderBytes ? throw Torn()
            : new BackupRecord((BackupRecordKind)header[0], await ReadPayloadAsync(stream, (int)length, cancellationToken));
    }

    private static async Task<ReadOnlyMemory<byte>> ReadPayloadAsync(Stream stream, int length, CancellationToken cancellationToken)
    {
        var payload = new byte[Math.Min(length, PieceBytes)];
        for (var filled = 0; filled < length;)
        {
            if (filled == payload.Length)
                Array.Resize(ref payload, (int)Math.Min(length, payload.Length * 2L));
            var read = await stream.ReadAsync(payload.AsMemory(filled), cancellationToken);
            if (read == 0)
                throw Torn();
            filled += read;
        }
        return payload;
    }

    private static InvalidDataException Torn() => new("it ends in the middle of a record");
}
