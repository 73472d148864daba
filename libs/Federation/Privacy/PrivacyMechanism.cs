namespace NetMl.Federation.Privacy;

/// <summary>Clipping and noise of one site's contribution, and of the server's sum.</summary>
public static class PrivacyMechanism
{
    /// <summary>Scales down to the norm; NaN and infinities are refused.</summary>
    /// <returns>True where nothing was cut: the norm was at most <paramref name="clip"/>.</returns>
    public static bool Clip(Span<float> values, double clip) => throw new NotImplementedException();

    /// <summary>Adds Gaussian noise of deviation σ to every number, from RandomNumberGenerator.</summary>
    public static void AddGaussian(Span<double> values, double sigma) => throw new NotImplementedException();

    /// <summary>Distributed discrete Gaussian (Kairouz et al. 2021): rounds to the grid so that the norm stays bounded, and adds this site's share of the noise, in ring elements.</summary>
    /// <param name="sigma">Deviation of one site's share, in units of values.</param>
    public static void EncodeWithDiscreteGaussian(ReadOnlySpan<double> values, Encoding.VectorEncoding encoding, double clip, double sigma, Span<uint> ring) => throw new NotImplementedException();
}

/// <summary>Clipping norm that follows a quantile (Andrew et al. 2021).</summary>
/// <param name="Clip">C.</param>
public sealed record AdaptiveClip(double Clip, double Quantile = 0.5, double Rate = 0.2)
{
    /// <summary>C · exp(−η (b̄ − γ)).</summary>
    /// <param name="unclippedShare">b̄: noised share of sites whose norm was below C.</param>
    public AdaptiveClip Next(double unclippedShare) => throw new NotImplementedException();

    /// <summary>z_Δ = (z⁻² − (2σ_b)⁻²)^(−½): the noise of the update when a part of the budget goes to the indicator.</summary>
    public static double UpdateNoise(double noiseMultiplier, double indicatorNoise) => throw new NotImplementedException();
}
