namespace NetMl.Federation.Privacy;

/// <summary>What a secure sum of rounded, clipped vectors with a discrete Gaussian from each site is worth.</summary>
/// <remarks>
/// Source: Kairouz, Liu and Steinke 2021, proposition 14: a sum of t discrete Gaussians of deviation σ ≥ γ/2 has, at order α, RDP of at most min(αΔ²/2tσ² + τd, α/2·(Δ/(√t σ) + τ√d)²),
/// which α/2·ε² bounds for every α &gt; 1 with ε = min(√(Δ²/tσ² + 2τd), Δ/(√t σ) + τ√d);
/// τ = 10 Σ_{k=1}^{t−1} e^(−2π²(σ/γ)² k/(k+1)), γ the grid's step and Δ the norm after rounding. That equals Gaussian noise of multiplier 1/ε.
/// The noise is shared among the fewest sites that may be in the sum: more sites only add noise. A site that knows its own share sees the sum with √((t − 1)/t) of the noise.
/// Poisson sampling is not counted on: its formula is that of the continuous Gaussian.
/// </remarks>
/// <param name="Clip">C: norm before rounding.</param>
/// <param name="Step">γ.</param>
/// <param name="Dimensions">d.</param>
/// <param name="Survivors">t: fewest sites in a sum that is opened.</param>
/// <param name="SiteSigma">σ: deviation of each site's share.</param>
public sealed record DistributedGaussian(double Clip, double Step, int Dimensions, int Survivors, double SiteSigma)
{
    /// <summary>Shares such that the sum has the wished multiplier of the norm after rounding: σ = z · Δ / √t.</summary>
    public static DistributedGaussian For(double noiseMultiplier, double clip, double step, int dimensions, int survivors) =>
        new(clip, step, dimensions, survivors, noiseMultiplier * RoundedNorm(clip, step, dimensions) / Math.Sqrt(survivors));

    /// <summary>Δ: norm that conditional rounding keeps, min(√(C² + γ²d/4 + γ(C + γ√d/2)), C + γ√d), with β = e^(−½): each attempt keeps it with chance above 1 − β.</summary>
    public static double RoundedNorm(double clip, double step, int dimensions)
    {
        var diagonal = step * Math.Sqrt(dimensions);
        return Math.Min(Math.Sqrt(clip * clip + diagonal * diagonal / 4 + step * (clip + diagonal / 2)), clip + diagonal);
    }

    /// <summary>1/ε: the multiplier for the accountant (rate 1); 0 where the noise is narrower than half a step, of which nothing is proven.</summary>
    public double NoiseMultiplier
    {
        get
        {
            if (SiteSigma < Step / 2)
                return 0;
            var tau = 0.0;
            for (var k = 1; k < Survivors; k++)
                tau += 10 * Math.Exp(-2 * Math.PI * Math.PI * Math.Pow(SiteSigma / Step, 2) * k / (k + 1));
            var ratio = RoundedNorm(Clip, Step, Dimensions) / (Math.Sqrt(Survivors) * SiteSigma);
            return 1 / Math.Min(Math.Sqrt(ratio * ratio + 2 * tau * Dimensions), ratio + tau * Math.Sqrt(Dimensions));
        }
    }

    /// <summary>Range that a number needs so that a sum of <paramref name="sites"/> wraps around with chance below 1e-14 per number: C + 8σ/√n.</summary>
    public static double NeededRange(double clip, double siteSigma, int sites) => clip + 8 * siteSigma / Math.Sqrt(sites);
}
