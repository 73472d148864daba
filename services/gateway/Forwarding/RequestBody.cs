using Microsoft.AspNetCore.Http.Features;

namespace NetMl.Gateway.Forwarding;

/// <summary>Knows whether the body of a request can be sent once more.</summary>
internal sealed class RequestBody
{
    private readonly WatchedStream? _watched;
    private readonly MemoryStream? _kept;

    private RequestBody(WatchedStream? watched, MemoryStream? kept) => (_watched, _kept) = (watched, kept);

    /// <summary>Keeps a short body of known length in memory when asked to; watches any other, which streams through.</summary>
    public static async ValueTask<RequestBody> OpenAsync(HttpContext context, bool keep, int keepBytes)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
            return new(null, null);
        if (keep && context.Request.ContentLength is { } length && length <= keepBytes)
        {
            var kept = new MemoryStream((int)length);
            await context.Request.Body.CopyToAsync(kept, context.RequestAborted);
            kept.Position = 0;
            context.Request.Body = kept;
            return new(null, kept);
        }
        var watched = new WatchedStream(context.Request.Body);
        context.Request.Body = watched;
        return new(watched, null);
    }

    /// <summary>False when a part of the body is gone.</summary>
    public bool TryRewind()
    {
        _kept?.Seek(0, SeekOrigin.Begin);
        return _watched is not { WasRead: true };
    }
}
