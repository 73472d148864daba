using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using NetMl.Gateway.Problems;

namespace NetMl.Gateway.Limits;

/// <summary>Refuses a body that says it is too long; Kestrel cuts one that does not say.</summary>
internal sealed class BodyLimit(RequestDelegate next, GatewayMetrics metrics, IOptions<LimitOptions> options)
{
    private readonly long _maxBytes = options.Value.MaxBodyBytes;

    public Task InvokeAsync(HttpContext context)
    {
        if (_maxBytes == 0 || context.Request.ContentLength is not { } bytes || bytes <= _maxBytes)
            return next(context);
        metrics.Rejected("body-limit");
        return GatewayProblem.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, Sentence(_maxBytes, bytes));
    }

    public static string Sentence(long maxBytes, long? bytes) =>
        $"The request body{(bytes is { } n ? $" has {n} bytes and" : "")} is larger than the {maxBytes} bytes that Gateway:Limits:MaxBodyBytes admits; send it in smaller parts.";
}

/// <summary>Gives Kestrel the same limit, for bodies without a Content-Length.</summary>
internal sealed class KestrelBodyLimit(IOptions<LimitOptions> limits) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions options) =>
        options.Limits.MaxRequestBodySize = limits.Value.MaxBodyBytes == 0 ? null : limits.Value.MaxBodyBytes;
}
