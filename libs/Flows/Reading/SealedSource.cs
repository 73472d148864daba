namespace NetMl.Flows.Reading;

/// <summary>A stream, then the bytes of a seal in a read of their own.</summary>
internal sealed class SealedSource(Stream source, ReadOnlyMemory<byte> seal) : Stream
{
    private ReadOnlyMemory<byte> _rest = seal;

    /// <summary>The source has ended and some of the seal was read.</summary>
    public bool IsSealServed { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!IsSealServed && await source.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            return count;
        IsSealServed = true;
        count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("read asynchronously");
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
