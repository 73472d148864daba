using System.IO.Compression;

namespace NetMl.Flows.Reading;

/// <summary>Decompresses gzip, also several members in a row, and notices when the data ends inside a member.</summary>
/// <remarks>
/// The framework's stream takes a cut archive for a complete one. So one small member with a known text is put behind the data: it
/// comes out at the end exactly when everything before it was whole.
/// </remarks>
public sealed class GunzipStream : Stream
{
    private const string Damaged = "the gzip data is damaged; the rows before the damage were read";
    private const string EndsEarly = "the file ends too early: its gzip data is cut short, and the rows before that place were read";

    private static readonly byte[] Seal = "netml: the gzip data before this is whole"u8.ToArray();
    private static readonly byte[] SealMember = Compress(Seal);

    private readonly SealedSource _source;
    private readonly GZipStream _gzip;
    private readonly byte[] _tail = new byte[256];
    private bool _ended;

    /// <param name="compressed">Read to its end, not disposed.</param>
    public GunzipStream(Stream compressed)
    {
        ArgumentNullException.ThrowIfNull(compressed);
        _source = new SealedSource(compressed, SealMember);
        _gzip = new GZipStream(_source, CompressionMode.Decompress, leaveOpen: true);
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="InvalidDataException">The data is damaged or ends too early, as the message says; everything before was given out.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_ended)
            return 0;
        var count = await UnpackAsync(buffer, cancellationToken);
        // The decoder asks for more input only after it gave out all that the input before held: what comes now comes from the seal.
        if (!_source.IsSealServed)
            return count;
        _ended = true;
        if (count <= _tail.Length)
            buffer.Span[..count].CopyTo(_tail);
        for (var more = count; more > 0 && count < _tail.Length; count += more)
            more = await UnpackAsync(_tail.AsMemory(count), cancellationToken);
        return count == Seal.Length && _tail.AsSpan(0, count).SequenceEqual(Seal) ? 0 : throw new InvalidDataException(EndsEarly);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("read asynchronously");
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _gzip.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<int> UnpackAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await _gzip.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidDataException)
        {
            // Where the data was cut, the decoder stumbles over the seal.
            throw new InvalidDataException(_source.IsSealServed ? EndsEarly : Damaged);
        }
    }

    private static byte[] Compress(byte[] text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal))
            gzip.Write(text);
        return bytes.ToArray();
    }
}
