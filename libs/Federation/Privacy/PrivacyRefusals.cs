using NetMl.Contracts.Federation;

namespace NetMl.Federation.Privacy;

/// <summary>Plans whose privacy would be a pretence.</summary>
public static class PrivacyRefusals
{
    /// <summary>Null, or why the plan's privacy cannot be kept: one sentence that names the setting.</summary>
    public static string? Refuses(FederationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var privacy = plan.Privacy ?? new PrivacyPlan();
        if (!PrivacyModes.Names.Contains(privacy.Mode))
            return $"privacy.mode '{privacy.Mode}' is unknown; there are {string.Join(", ", PrivacyModes.Names)}.";
        return privacy.Mode == PrivacyModes.None ? null : RefusesNumbers(privacy) ?? RefusesPartners(plan, privacy);
    }

    private static string? RefusesNumbers(PrivacyPlan privacy)
    {
        if (!(privacy.MaximumEpsilon > 0) || double.IsInfinity(privacy.MaximumEpsilon))
            return $"privacy.maximumEpsilon is {privacy.MaximumEpsilon}; it is a finite number above 0.";
        if (!(privacy.Delta > 0 && privacy.Delta < 0.1))
            return $"privacy.delta is {privacy.Delta}; it lies between 0 and 0.1, best below 1 / sites.";
        if (!(privacy.Clip > 0) || double.IsInfinity(privacy.Clip))
            return $"privacy.clip is {privacy.Clip}; it is a finite number above 0.";
        if (!(privacy.NoiseMultiplier >= 0) || double.IsInfinity(privacy.NoiseMultiplier))
            return $"privacy.noiseMultiplier is {privacy.NoiseMultiplier}; it is 0 (derived from ε) or a finite number above 0.";
        return null;
    }

    private static string? RefusesPartners(FederationPlan plan, PrivacyPlan privacy)
    {
        if (privacy.Mode == PrivacyModes.Distributed && !(plan.Security ?? new SecurityPlan()).SecureAggregation)
            return "privacy.mode distributed needs security.secureAggregation: a site's share of the noise alone does not hide its update.";
        if ((plan.Robust ?? new RobustPlan()).Rule is var rule && rule is not ("none" or "norm-bound"))
            return $"robust.rule {rule} does not go with privacy: the noise is made for a mean, in which each update moves the result by its clipped norm at most.";
        return privacy.AdaptiveClip && privacy.Mode == PrivacyModes.Local
            ? "privacy.adaptiveClip does not go with mode local: each site's own indicator would be all noise."
            : null;
    }
}
