using System.Threading.RateLimiting;

namespace NetMl.Gateway.Limits;

/// <summary>One token bucket per partition (a key's name, an address); unused buckets are dropped by the partitioned limiter.</summary>
internal static class Buckets
{
    private static readonly TimeSpan FinestPeriod = TimeSpan.FromMilliseconds(100);

    public static PartitionedRateLimiter<HttpContext> Create(Func<HttpContext, string> partition, double permitsPerSecond, int burst)
    {
        var bucket = Bucket(permitsPerSecond, burst);
        return PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(partition(context), _ => bucket));
    }

    /// <summary>True when the bucket is empty; <paramref name="wait"/> = until it holds a token again.</summary>
    public static bool IsEmpty(this PartitionedRateLimiter<HttpContext> limiter, HttpContext context, out TimeSpan wait)
    {
        using var lease = limiter.AttemptAcquire(context);
        if (!lease.TryGetMetadata(MetadataName.RetryAfter, out wait))
            wait = TimeSpan.FromSeconds(1);
        return !lease.IsAcquired;
    }

    private static TokenBucketRateLimiterOptions Bucket(double permitsPerSecond, int burst)
    {
        var tokens = Math.Max(1, (int)Math.Round(permitsPerSecond * FinestPeriod.TotalSeconds));
        return new()
        {
            TokenLimit = burst,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromSeconds(tokens / permitsPerSecond),
            QueueLimit = 0,
        };
    }
}
