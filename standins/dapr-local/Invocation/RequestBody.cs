using System.Net;
using DaprLocal.Api;

namespace DaprLocal.Invocation;

/// <summary>The caller's body on its way to the callee: read as it comes, never held whole.</summary>
internal sealed class RequestBody : HttpContent
{
    private readonly HttpRequest _request;
    private readonly long _limit;
    private readonly CancellationToken _aborted;

    /// <param name="limit">Largest body in bytes; 0 or less = none.</param>
    public RequestBody(HttpRequest request, long limit, CancellationToken aborted)
    {
        _request = request;
        _limit = limit;
        _aborted = aborted;
        if (request.ContentLength is { } length)
            Headers.ContentLength = length;
    }

    /// <summary>True once the first byte was asked for: from then on the request cannot be sent again.</summary>
    public bool Started { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, _aborted);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Started = true;
        if (_request.ContentLength is null)
            await stream.FlushAsync(cancellationToken); // headers go first: a streaming callee may answer before the body ends
        var buffer = new byte[32 * 1024];
        var total = 0L;
        while (await _request.Body.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            total += count;
            BodyTooLargeException.ThrowIfOver(total, _limit);
            await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            if (_request.ContentLength is null)
                await stream.FlushAsync(cancellationToken);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _request.ContentLength ?? 0;
        return _request.ContentLength is not null;
    }
}
