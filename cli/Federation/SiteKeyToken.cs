namespace NetMl.Cli.Federation;

/// <summary>A site's key as it is written: <c>nms1.{federation}.{site}.{keyId}.{mac}</c>. It names what it opens.</summary>
internal sealed record SiteKeyToken(string Text, string Federation, string Site)
{
    private const string Version = "nms1";
    private const int LongestName = 64;

    /// <exception cref="CommandFailure">It is no site key.</exception>
    public static SiteKeyToken Parse(string text)
    {
        var key = text.Trim();
        return key.Split('.') is [Version, var federation, var site, { Length: > 0 }, { Length: > 0 }] && IsName(federation) && IsName(site)
            ? new SiteKeyToken(key, federation, site)
            : throw new CommandFailure(
                $"The site key is not one: it looks like {Version}.FEDERATION.SITE.… and is shown once by 'netml federation invite'.", CommandFailure.WrongUsage);
    }

    /// <summary>Refuses names beside the key that do not agree with it.</summary>
    /// <exception cref="CommandFailure">They differ.</exception>
    public void RequireNames(string? federation, string? site)
    {
        if (federation is not null && federation != Federation)
            throw new CommandFailure($"The key is for federation '{Federation}', but --federation says '{federation}': leave --federation out, or take the right key.", CommandFailure.WrongUsage);
        if (site is not null && site != Site)
            throw new CommandFailure($"The key is for site '{Site}', but --site says '{site}': leave --site out, or take the right key.", CommandFailure.WrongUsage);
    }

    /// <summary>The record's own text would show the key.</summary>
    public override string ToString() => $"{Version}.{Federation}.{Site}.…";

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && name.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
}
