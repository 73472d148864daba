using System.Net;

namespace NetMl.Cli.Api;

/// <summary>A request body that is copied from a stream in pieces and says how far it is.</summary>
internal class UploadContent : HttpContent
{
    private const int PieceBytes = 128 * 1024;
    private readonly Stream _source;
    private readonly Action<long> _sent;

    /// <param name="sent">Called with the bytes sent so far.</param>
    public UploadContent(Stream source, Action<long> sent)
    {
        _source = source;
        _sent = sent;
        Headers.ContentType = new("application/octet-stream");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var piece = new byte[PieceBytes];
        long total = 0;
        while (await _source.ReadAsync(piece, cancellationToken) is var count and > 0)
        {
            await stream.WriteAsync(piece.AsMemory(0, count), cancellationToken);
            total += count;
            _sent(total);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _source.CanSeek ? _source.Length : 0;
        return _source.CanSeek;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _source.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>A body that cannot be sent a second time, such as standard input.</summary>
internal sealed class UnrepeatableContent(Stream source, Action<long> sent) : UploadContent(source, sent);
