using NetMl.Federation.Encoding;
using NetMl.Federation.Privacy;

namespace NetMl.Federation.Rounds;

/// <summary>Encoding and noise of one round, which server and sites derive alike from plan and order.</summary>
/// <param name="Encoding">Null without secure aggregation.</param>
/// <param name="FewestSurvivors">Fewest sites in a secure sum that may be opened; the sites' shares of the noise are made for as many.</param>
public sealed record RoundPrivacy(PrivacyTerms Terms, ContributionLayout Layout, VectorEncoding? Encoding, RoundNoise Noise, int FewestSurvivors)
{
    /// <param name="terms">Its rate is that of the round.</param>
    /// <param name="sites">n: the cohort.</param>
    /// <param name="clip">C of the round.</param>
    /// <exception cref="ArgumentException">The ring is too small for the sum, or for the noise; a sentence for people.</exception>
    public static RoundPrivacy Of(PlanParts parts, PrivacyTerms terms, ContributionLayout layout, int sites, double clip)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(layout);
        var fewest = PrivacyTerms.FewestSurvivors(sites, parts.Security, parts.Cohort);
        var encoding = parts.IsSecure
            ? VectorEncoding.Fit(sites, terms.EncodingRange(parts.Security.Range, sites, fewest, clip, layout.HasClipIndicator), parts.Security.ValueBits)
            : null;
        return new RoundPrivacy(terms, layout, encoding, terms.Round(sites, fewest, layout.Values, encoding?.Step ?? 0, clip, layout.HasClipIndicator), fewest);
    }

    /// <summary>Of the running round.</summary>
    public static RoundPrivacy Of(FederationState state)
    {
        var round = RoundVectors.Running(state);
        return Of(state.Parts, state.Terms with { Rate = round.Rate }, RoundVectors.Layout(state), round.Order.Sites.Count, round.Order.Clip);
    }

    /// <summary>Central noise without masks: it is in the sum from the beginning, so that no sum without it is ever stored.</summary>
    internal bool IsNoiseFirst => Terms.Mode == PrivacyModes.Central && Encoding is null;
}
