namespace DaprLocal.Api;

/// <summary>A request body over the limit of --max-body-size. The server reads the rest away, so that the caller gets the answer.</summary>
public sealed class BodyTooLargeException(long limit) : Exception($"http: request body too large: the limit is {limit} bytes (--max-body-size)")
{
    public static void ThrowIfOver(long length, long limit)
    {
        if (limit > 0 && length > limit)
            throw new BodyTooLargeException(limit);
    }
}
