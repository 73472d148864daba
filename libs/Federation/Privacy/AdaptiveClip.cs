namespace NetMl.Federation.Privacy;

/// <summary>Clipping norm that follows a quantile (Andrew et al. 2021).</summary>
/// <remarks>
/// Each site says whether its norm was below C, as ±½ (<see cref="Indicator"/>), so that one site moves the sum by ½ only; the sum gets Gaussian noise of σ_b = n/20 (<see cref="IndicatorSigma"/>; we differ: z where that is more, so that few sites can follow, too, if slowly).
/// The update's noise rises to <see cref="UpdateNoise"/>, so that both together cost what the update's alone would.
/// </remarks>
/// <param name="Clip">C.</param>
/// <param name="Quantile">γ: share of sites that shall stay below C.</param>
/// <param name="Rate">η.</param>
public sealed record AdaptiveClip(double Clip, double Quantile = 0.5, double Rate = 0.2)
{
    /// <summary>What a site puts at the clip indicator's place: ½ when nothing was cut, −½ otherwise.</summary>
    public static double Indicator(bool unclipped) => unclipped ? 0.5 : -0.5;

    /// <summary>b̄ from the noised mean of the indicators, cut to 0..1.</summary>
    public static double UnclippedShare(double meanIndicator) => Math.Clamp(meanIndicator + 0.5, 0, 1);

    /// <summary>σ_b of the sum of n sites' indicators.</summary>
    /// <param name="noiseMultiplier">z.</param>
    public static double IndicatorSigma(int sites, double noiseMultiplier) => Math.Max(sites / 20.0, noiseMultiplier);

    /// <summary>C · exp(−η (b̄ − γ)): more unclipped sites than wished, a smaller norm.</summary>
    /// <param name="unclippedShare">b̄: noised share of sites whose norm was below C.</param>
    public AdaptiveClip Next(double unclippedShare) => double.IsFinite(unclippedShare)
        ? this with { Clip = Clip * Math.Exp(-Rate * (unclippedShare - Quantile)) }
        : throw new ArgumentException($"A share of sites is not {unclippedShare}.", nameof(unclippedShare));

    /// <summary>z_Δ = (z⁻² − (2σ_b)⁻²)^(−½): the noise of the update when a part of the budget goes to the indicator.</summary>
    /// <param name="noiseMultiplier">z.</param>
    /// <param name="indicatorNoise">σ_b.</param>
    /// <exception cref="ArgumentException">2σ_b ≤ z: the indicator alone would cost more than z allows.</exception>
    public static double UpdateNoise(double noiseMultiplier, double indicatorNoise)
    {
        var rest = Math.Pow(noiseMultiplier, -2) - Math.Pow(2 * indicatorNoise, -2);
        return rest > 0 ? Math.Pow(rest, -0.5) : throw new ArgumentException(
            $"An indicator's noise of {indicatorNoise} leaves nothing of a noise multiplier of {noiseMultiplier}; it must be above {noiseMultiplier / 2}.", nameof(indicatorNoise));
    }
}
