using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using NetMl.Gateway.Keys;
using NetMl.Gateway.Problems;

namespace NetMl.Gateway.Limits;

/// <summary>A token bucket per key: one loud caller does not slow the others.</summary>
internal sealed class KeyLimiter(RequestDelegate next, GatewayMetrics metrics, IOptions<LimitOptions> options)
{
    private readonly PartitionedRateLimiter<HttpContext> _buckets = Buckets.Create(
        context => context.Features.GetRequiredFeature<Caller>().KeyName, options.Value.PermitsPerSecond, options.Value.Burst);

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<Caller>() is not { } caller || !_buckets.IsEmpty(context, out var wait))
            return next(context);
        metrics.Rejected("rate-limit");
        return GatewayProblem.WriteAsync(context, StatusCodes.Status429TooManyRequests, $"The key '{caller.KeyName}' sends more requests than it may; slow down.", wait);
    }
}
