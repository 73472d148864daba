using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace NetMl.Gateway.Limits;

/// <summary>Slows down whoever guesses keys: a bucket per address, touched only by calls without a valid key.</summary>
internal sealed class StrangerLimiter(IOptions<LimitOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _buckets = Buckets.Create(
        context => context.Connection.RemoteIpAddress?.ToString() ?? "", options.Value.StrangerPermitsPerSecond, options.Value.StrangerBurst);

    public bool MustWait(HttpContext context, out TimeSpan wait) => _buckets.IsEmpty(context, out wait);

    public void Dispose() => _buckets.Dispose();
}
