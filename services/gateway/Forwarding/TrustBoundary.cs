using NetMl.Contracts;
using NetMl.Contracts.Federation;

namespace NetMl.Gateway.Forwarding;

/// <summary>What may not cross the door: the caller's key, and any header that would pass for a sidecar's or for a checked site. Adds our own token, and the site that was checked.</summary>
internal sealed class TrustBoundary(IConfiguration configuration)
{
    private readonly string? _appToken = configuration["APP_API_TOKEN"];

    public void Cross(HttpRequestMessage request, SiteKeyOwner? site)
    {
        request.Headers.Remove(WireHeaders.ApiKey);
        request.Headers.Remove("Authorization");
        foreach (var name in request.Headers.NonValidated.Select(header => header.Key).Where(IsOurs).ToList())
            request.Headers.Remove(name);
        if (!string.IsNullOrEmpty(_appToken))
            request.Headers.TryAddWithoutValidation(WireHeaders.AppToken, _appToken);
        if (site is null)
            return;
        request.Headers.TryAddWithoutValidation(WireHeaders.Site, $"{site.Federation}/{site.Site}");
        request.Headers.TryAddWithoutValidation(WireHeaders.SiteKeyId, site.KeyId);
    }

    private static bool IsOurs(string header) =>
        header.StartsWith("dapr-", StringComparison.OrdinalIgnoreCase) || header.StartsWith(WireHeaders.Site, StringComparison.OrdinalIgnoreCase);
}
