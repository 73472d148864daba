namespace NetMl.Cli.Federation;

/// <summary>What an agent was asked to do.</summary>
/// <param name="VetoFile">Read anew before each round; null = none.</param>
/// <param name="Secret">Null = this site does not agree to a boundary exchange.</param>
internal sealed record SiteSettings(Uri Gateway, SiteKeyToken Key, SiteLimits Limits, SiteVeto Veto, string? VetoFile, BoundarySecret? Secret = null)
{
    /// <summary>The veto as of now.</summary>
    public SiteVeto CurrentVeto() => VetoFile is null ? Veto : Veto.And(SiteVeto.Read(VetoFile));
}
