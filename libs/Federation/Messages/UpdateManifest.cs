using System.Security.Cryptography;

namespace NetMl.Federation.Messages;

/// <summary>What an upload will be: signed before it, so that every chunk can be checked on arrival, in any order and after any break.</summary>
/// <param name="TotalBytes">1 or more.</param>
/// <param name="Sha256">[32] of the whole.</param>
/// <param name="ChunkBytes">Of every chunk but the last, which may be shorter.</param>
/// <param name="ChunkHashes">[32 · <see cref="Chunks"/>], SHA-256 of each chunk, one after another.</param>
public sealed record UpdateManifest(long TotalBytes, ReadOnlyMemory<byte> Sha256, int ChunkBytes, ReadOnlyMemory<byte> ChunkHashes)
{
    public const int MaximumChunkBytes = 256 << 10;

    /// <summary>As many chunk hashes as fit a message; 8 GiB of update with the largest chunks.</summary>
    public const int MaximumChunks = (SignedMessage.MaximumBodyBytes - 64) / SHA256.HashSizeInBytes;

    private const byte Version = 1;

    private static ReadOnlySpan<byte> Magic => "NMUM"u8;

    public int Chunks => (int)((TotalBytes + ChunkBytes - 1) / ChunkBytes);

    /// <exception cref="ArgumentException">Empty, or too many chunks.</exception>
    public static UpdateManifest Of(ReadOnlySpan<byte> update, int chunkBytes = MaximumChunkBytes)
    {
        if (Fault(update.Length, chunkBytes) is { } fault) throw new ArgumentException($"A manifest needs other sizes: {fault}.", nameof(update));
        var chunks = (update.Length + chunkBytes - 1) / chunkBytes;
        var hashes = new byte[chunks * SHA256.HashSizeInBytes];
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var start = chunk * chunkBytes;
            SHA256.HashData(update.Slice(start, Math.Min(chunkBytes, update.Length - start)), hashes.AsSpan(chunk * SHA256.HashSizeInBytes));
        }
        return new UpdateManifest(update.Length, SHA256.HashData(update), chunkBytes, hashes);
    }

    /// <summary>Bytes of one chunk.</summary>
    public int LengthOf(int chunk)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(chunk);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(chunk, Chunks);
        return (int)Math.Min(ChunkBytes, TotalBytes - (long)chunk * ChunkBytes);
    }

    /// <summary>True if these are the announced bytes of chunk number <paramref name="chunk"/>; false for a number that does not exist.</summary>
    public bool IsChunk(int chunk, ReadOnlySpan<byte> bytes)
    {
        if (chunk < 0 || chunk >= Chunks || bytes.Length != LengthOf(chunk)) return false;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return hash.SequenceEqual(ChunkHashes.Span.Slice(chunk * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes));
    }

    public byte[] Encode() => new FrameWriter()
        .Bytes(Magic).Byte(Version).Int64(TotalBytes).Int32(ChunkBytes).Bytes(Sha256.Span).Bytes(ChunkHashes.Span).ToArray();

    /// <exception cref="InvalidDataException">Torn, or sizes that do not belong together.</exception>
    public static UpdateManifest Decode(ReadOnlyMemory<byte> bytes)
    {
        var reader = new FrameReader(bytes.Span, "manifest");
        reader.Header(Magic, Version);
        var (total, chunkBytes) = (reader.Int64(), reader.Int32());
        if (Fault(total, chunkBytes) is { } fault) throw new InvalidDataException($"the manifest is wrong: {fault}");
        var whole = reader.Bytes(SHA256.HashSizeInBytes).ToArray();
        var hashes = reader.Bytes((int)((total + chunkBytes - 1) / chunkBytes) * SHA256.HashSizeInBytes).ToArray();
        reader.End();
        return new UpdateManifest(total, whole, chunkBytes, hashes);
    }

    private static string? Fault(long totalBytes, int chunkBytes) =>
        chunkBytes is < 1 or > MaximumChunkBytes ? $"chunks of {chunkBytes} bytes where 1 to {MaximumChunkBytes} are allowed"
        : totalBytes < 1 || totalBytes > (long)MaximumChunks * chunkBytes ? $"{totalBytes} bytes in chunks of {chunkBytes}, where 1 to {MaximumChunks} chunks are allowed"
        : null;
}
