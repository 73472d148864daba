using Microsoft.Extensions.Options;
using NetMl.Contracts;
using NetMl.Contracts.Federation;
using NetMl.Gateway.Limits;
using NetMl.Gateway.Problems;

namespace NetMl.Gateway.Keys;

/// <summary>Lets a request pass only with a known key, in X-Api-Key or as a bearer token; health is open. A federated site's key opens its own calls only.</summary>
internal sealed partial class ApiKeyGate(
    RequestDelegate next, ApiKeyRing ring, IOptions<SiteKeyOptions> siteKeys, StrangerLimiter strangers, GatewayMetrics metrics, ILogger<ApiKeyGate> logger)
{
    private const string Bearer = "Bearer ";

    public Task InvokeAsync(HttpContext context)
    {
        if (OpenPaths.Contains(context.Request.Path))
            return next(context);
        var key = PresentedKey(context.Request);
        var site = key is not null && siteKeys.Value.Secret is { } secret ? SiteKeys.Read(secret, key) : null;
        if (key is null || (site is null ? ring.NameOf(key) : $"site {site.Federation}/{site.Site}") is not { } name)
            return RefuseAsync(context, key is null);
        if (SiteScope.Refuses(site, context.Request.Path) is { } reason)
        {
            metrics.Rejected("scope");
            return GatewayProblem.WriteAsync(context, StatusCodes.Status403Forbidden, reason);
        }
        context.Features.Set(new Caller(name, site));
        return next(context);
    }

    private Task RefuseAsync(HttpContext context, bool missing)
    {
        if (strangers.MustWait(context, out var wait))
        {
            metrics.Rejected("strangers-limit");
            return GatewayProblem.WriteAsync(context, StatusCodes.Status429TooManyRequests, "Too many calls without a valid API key came from this address.", wait);
        }
        metrics.Rejected("unauthenticated");
        StrangerRefused(context.Connection.RemoteIpAddress, context.Request.Path);
        context.Response.Headers.WWWAuthenticate = "ApiKey realm=\"netml\", header=\"X-Api-Key\", Bearer realm=\"netml\"";
        return GatewayProblem.WriteAsync(context, StatusCodes.Status401Unauthorized, missing
            ? "This call needs an API key in the header X-Api-Key."
            : "The API key is not known here.");
    }

    private static string? PresentedKey(HttpRequest request)
    {
        if (request.Headers.TryGetValue(WireHeaders.ApiKey, out var values))
            return values.Count == 1 ? values[0] : null;
        var authorization = request.Headers.Authorization;
        return authorization.Count == 1 && authorization[0] is { } value && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? value[Bearer.Length..].Trim()
            : null;
    }
}
