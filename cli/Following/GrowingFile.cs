using Microsoft.Win32.SafeHandles;
using NetMl.Flows;

namespace NetMl.Cli.Following;

/// <summary>An open log that another program writes; it stays readable when it is renamed or deleted.</summary>
internal sealed class GrowingFile(SafeFileHandle handle) : IDisposable
{
    /// <summary>Most bytes sent at once.</summary>
    public const int ChunkBytes = 4 << 20;

    private static ReadOnlySpan<byte> GzipMagic => [0x1F, 0x8B];

    private byte[]? _header;

    public SafeFileHandle Handle => handle;

    public long Length => RandomAccess.GetLength(handle);

    /// <summary>Null = there is no file of this name.</summary>
    public static GrowingFile? TryOpen(string path)
    {
        try
        {
            return new GrowingFile(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The lines that go before each chunk but the first; null = they are not written yet.</summary>
    /// <exception cref="CommandFailure">The log is compressed or binary.</exception>
    public async Task<ReadOnlyMemory<byte>?> ReadHeaderAsync(FlowFormat? format, CancellationToken cancellationToken)
    {
        if (_header is not null)
            return _header;
        var head = await ReadLinesAsync(0, FlowFileReader.DetectBytes, isComplete: false, cancellationToken);
        if (head.Span.StartsWith(GzipMagic))
            throw new CommandFailure("A compressed log does not grow line by line: send it with 'netml ingest' without --follow.");
        return LogHeader.Measure(head.Span, format) is { } bytes ? _header = head[..bytes].ToArray() : null;
    }

    /// <summary>Whole lines from here on; empty = there are none yet.</summary>
    /// <param name="isComplete">Nothing more comes: the last line needs no line end.</param>
    public async Task<ReadOnlyMemory<byte>> ReadLinesAsync(long from, int most, bool isComplete, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(from, Math.Min(Length, from + most), cancellationToken);
        var lines = bytes.Span.LastIndexOf((byte)'\n') + 1;
        // A chunk without any line end is one row, too long to be one: the service counts it as such.
        return bytes.Length == most && lines == 0 ? bytes : isComplete && bytes.Length < most ? bytes : bytes[..lines];
    }

    /// <summary>The bytes in [from, to), fewer when the file is shorter.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(long from, long to, CancellationToken cancellationToken)
    {
        var bytes = new byte[Math.Max(0, to - from)];
        var count = 0;
        while (count < bytes.Length && await RandomAccess.ReadAsync(handle, bytes.AsMemory(count), from + count, cancellationToken) is var read and > 0)
            count += read;
        return bytes.AsMemory(0, count);
    }

    /// <summary>Whether both begin with the same bytes, as far as this one has any.</summary>
    public bool BeginsAs(GrowingFile other) => Length is > 0 and var length && Fingerprint.Of(handle, length).Fits(other.Handle);

    public void Dispose() => handle.Dispose();
}
