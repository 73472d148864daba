using NetMl.Federation.Encoding;

namespace NetMl.Federation.Privacy;

/// <summary>A contribution under privacy, from the site's vector to the server's mean, so that each mode's noise is where it belongs.</summary>
public static class PrivateContribution
{
    /// <summary>Clips the values, says whether that cut anything, sets the weight to 1, and in mode local adds the noise. For plain rounds the vector is then sent as it is.</summary>
    /// <param name="vector">[layout.Length]; changed in place.</param>
    /// <exception cref="ArgumentException">A wrong length, a value that is not finite, or metrics in the layout: they would leave without noise.</exception>
    public static void Prepare(ContributionLayout layout, Span<double> vector, double clip, PrivacyTerms terms, RoundNoise noise)
    {
        Check(layout, vector.Length);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(noise);
        var unclipped = PrivacyMechanism.Clip(vector[..layout.Values], clip);
        if (layout.HasClipIndicator)
            vector[layout.ClipIndicatorAt] = AdaptiveClip.Indicator(unclipped);
        vector[layout.WeightAt] = 1;
        if (terms.Mode == PrivacyModes.Local)
            AddNoise(layout, vector, noise.SiteSigma, noise.SiteIndicatorSigma);
    }

    /// <summary>A prepared vector as ring elements; in mode distributed with this site's share of the noise.</summary>
    /// <param name="ring">[layout.Length].</param>
    public static void Encode(ContributionLayout layout, ReadOnlySpan<double> vector, double clip, PrivacyTerms terms, RoundNoise noise, VectorEncoding encoding, Span<uint> ring)
    {
        Check(layout, vector.Length);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentNullException.ThrowIfNull(encoding);
        encoding.Encode(vector, ring);
        if (terms.Mode != PrivacyModes.Distributed)
            return;
        PrivacyMechanism.EncodeWithDiscreteGaussian(vector[..layout.Values], encoding, clip, noise.SiteSigma, ring[..layout.Values]);
        if (layout.HasClipIndicator)
            PrivacyMechanism.EncodeWithDiscreteGaussian(
                vector.Slice(layout.ClipIndicatorAt, 1), encoding, 0.5, noise.SiteIndicatorSigma, ring.Slice(layout.ClipIndicatorAt, 1));
    }

    /// <summary>A vector that came without mask in mode central: clipped once more, indicator and weight as they must be, and rounded to the grid of the noise, whose sum has no lower bits that betray anything.</summary>
    /// <param name="vector">[layout.Length], finite; changed in place.</param>
    public static void Receive(ContributionLayout layout, Span<double> vector, double clip, RoundNoise noise)
    {
        Check(layout, vector.Length);
        ArgumentNullException.ThrowIfNull(noise);
        PrivacyMechanism.Clip(vector[..layout.Values], clip);
        PrivacyMechanism.RoundToGrid(vector[..layout.Values], noise.ServerSigma);
        if (layout.HasClipIndicator)
            vector[layout.ClipIndicatorAt] = AdaptiveClip.Indicator(vector[layout.ClipIndicatorAt] > 0);
        vector[layout.WeightAt] = 1;
    }

    /// <summary>The server's noise in mode central.</summary>
    /// <param name="sums">[layout.Length].</param>
    public static void AddServerNoise(ContributionLayout layout, Span<double> sums, RoundNoise noise)
    {
        Check(layout, sums.Length);
        ArgumentNullException.ThrowIfNull(noise);
        AddNoise(layout, sums, noise.ServerSigma, noise.ServerIndicatorSigma);
    }

    /// <summary>In mode central the server's noise on the decoded sum, before anything else is done with it; then Σ / n. The weight is the number of sites, which is no secret.</summary>
    /// <param name="sums">[layout.Length]; becomes the mean.</param>
    /// <param name="sites">n in the sum.</param>
    /// <param name="isNoised">The sum began with <see cref="AddServerNoise"/>.</param>
    /// <returns>b̄: noised share of sites whose update was not clipped; null without indicator.</returns>
    public static double? ToMean(ContributionLayout layout, Span<double> sums, int sites, PrivacyTerms terms, RoundNoise noise, bool isNoised = false)
    {
        Check(layout, sums.Length);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sites);
        if (terms.Mode == PrivacyModes.Central && !isNoised)
            AddServerNoise(layout, sums, noise);
        foreach (ref var number in sums)
            number /= sites;
        sums[layout.WeightAt] = 1;
        return layout.HasClipIndicator ? AdaptiveClip.UnclippedShare(sums[layout.ClipIndicatorAt]) : null;
    }

    private static void AddNoise(ContributionLayout layout, Span<double> vector, double sigma, double indicatorSigma)
    {
        PrivacyMechanism.AddGaussian(vector[..layout.Values], sigma);
        if (layout.HasClipIndicator)
            PrivacyMechanism.AddGaussian(vector.Slice(layout.ClipIndicatorAt, 1), indicatorSigma);
    }

    private static void Check(ContributionLayout layout, int length)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (layout.Length != length)
            throw new ArgumentException($"The vector has {length} numbers; the layout has {layout.Length}.");
        if (layout.Metrics > 0)
            throw new ArgumentException("A layout with metrics is not private: they would leave without noise.", nameof(layout));
    }
}
