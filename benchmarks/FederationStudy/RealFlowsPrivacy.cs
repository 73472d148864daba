using NetMl.Federation.Privacy;

namespace NetMl.Benchmarks.FederationStudy;

/// <summary>Client-level differential privacy by the server: contributions of norm at most C, weights 1, noise on the mean.</summary>
/// <param name="clip">C.</param>
/// <param name="noiseMultiplier">z: noise of the sum in units of C.</param>
internal sealed class PrivateSums(double clip, double noiseMultiplier)
{
    public void Clip(Span<float> values) => PrivacyMechanism.Clip(values, clip);

    public void AddNoise(Span<double> mean, int sites) => PrivacyMechanism.AddGaussian(mean, noiseMultiplier * clip / sites);
}
