using NetMl.Contracts.Federation;

namespace NetMl.Gateway.Keys;

/// <summary>What a site key opens: the calls of its own site, and nothing else; and those calls open to no other key.</summary>
internal static class SiteScope
{
    /// <summary>Null, or why the call is refused.</summary>
    /// <param name="site">Null: the key is not a site's.</param>
    public static string? Refuses(SiteKeyOwner? site, PathString path)
    {
        if (site is null)
            return IsSiteCall(path) ? "This call takes the site's own key: a site must prove that it is itself." : null;
        return path.StartsWithSegments($"/v1/federations/{site.Federation}/sites/{site.Site}", StringComparison.Ordinal)
            ? null
            : $"This key opens only the calls under /v1/federations/{site.Federation}/sites/{site.Site}.";
    }

    private static bool IsSiteCall(PathString path) =>
        path.Value?.Split('/') is ["", var version, var federations, _, var sites, ..]
        && version.Equals("v1", StringComparison.OrdinalIgnoreCase)
        && federations.Equals("federations", StringComparison.OrdinalIgnoreCase)
        && sites.Equals("sites", StringComparison.OrdinalIgnoreCase);
}
