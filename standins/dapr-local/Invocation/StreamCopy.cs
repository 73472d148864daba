using System.Buffers;

namespace DaprLocal.Invocation;

/// <summary>Copies an answer as it comes: what the callee sends is passed on before the next part is awaited.</summary>
internal static class StreamCopy
{
    private const int BufferBytes = 32 * 1024;

    public static async Task CopyAsync(Stream source, HttpResponse response, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var known = response.ContentLength is not null;
            if (!known)
                await response.StartAsync(cancellationToken);
            while (await source.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                await response.Body.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                if (!known)
                    await response.Body.FlushAsync(cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
