using NetMl.Contracts;

namespace NetMl.Gateway.Forwarding;

/// <summary>What may not cross the door: the caller's key and any header that would pass for a sidecar's. Adds our own token.</summary>
internal sealed class TrustBoundary(IConfiguration configuration)
{
    private readonly string? _appToken = configuration["APP_API_TOKEN"];

    public void Cross(HttpRequestMessage request)
    {
        request.Headers.Remove(WireHeaders.ApiKey);
        request.Headers.Remove("Authorization");
        foreach (var name in request.Headers.NonValidated.Select(header => header.Key).Where(IsSidecars).ToList())
            request.Headers.Remove(name);
        if (!string.IsNullOrEmpty(_appToken))
            request.Headers.TryAddWithoutValidation(WireHeaders.AppToken, _appToken);
    }

    private static bool IsSidecars(string header) => header.StartsWith("dapr-", StringComparison.OrdinalIgnoreCase);
}
