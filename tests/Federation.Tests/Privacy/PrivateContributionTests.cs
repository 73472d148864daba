using NetMl.Federation.Encoding;
using NetMl.Federation.Privacy;

namespace NetMl.Federation.Tests.Privacy;

/// <summary>Tolerances are 7 deviations: by chance once in 4e11.</summary>
public sealed class PrivateContributionTests
{
    private const int Sites = 40;
    private const int Survivors = 30;
    private const int Values = 5000;

    private static readonly ContributionLayout Layout = new(Values, -1, true);

    // z = 1 and C = 2; half of the sites send norm 1, half norm 10 → 2 in the same direction: the mean's first number is 1.5. σ_b = 2, z_Δ = (1 − 1/16)^(−½).
    // Noise of the mean: central z_Δ·C/n, distributed √(40/30) times that, local √40 times (without indicator).
    [Theory]
    [InlineData("central", 1.0)]
    [InlineData("distributed", 1.1547)]
    [InlineData("local", 6.3246)]
    public void ToMean_FortySites_HasTheMeanAndTheModesNoise(string mode, double factor)
    {
        var layout = mode == "local" ? Layout with { HasClipIndicator = false } : Layout;
        var terms = new PrivacyTerms(mode, 1, 1, 8, 1e-5);
        var encoding = VectorEncoding.Fit(Sites, terms.EncodingRange(4, Sites, Survivors, 2, layout.HasClipIndicator), 0);
        var noise = terms.Round(Sites, Survivors, Values, encoding.Step, 2, layout.HasClipIndicator);
        var (sum, ring) = (new uint[layout.Length], new uint[layout.Length]);

        for (var site = 0; site < Sites; site++)
        {
            var vector = new double[layout.Length];
            vector[0] = site % 2 == 0 ? 1 : 10;
            PrivateContribution.Prepare(layout, vector, 2, terms, noise);
            PrivateContribution.Encode(layout, vector, 2, terms, noise, encoding, ring);
            for (var i = 0; i < ring.Length; i++)
                sum[i] = (sum[i] + ring[i]) & RingPacking.Mask(encoding.RingBits);
        }
        var mean = new double[layout.Length];
        encoding.DecodeSum(sum, Sites, mean);
        var share = PrivateContribution.ToMean(layout, mean, Sites, terms, noise);

        var sigma = factor * 2 / Sites * (mode == "local" ? 1 : Math.Pow(1 - (1 / 16.0), -0.5));
        Assert.Equal(1.5, mean[0], 7 * sigma);
        Assert.Equal(sigma * sigma, mean[1..Values].Average(x => x * x), (7 * sigma * sigma * Math.Sqrt(2.0 / Values)) + (1e-3 * sigma * sigma));
        Assert.Equal(new PrivacyStep(1, 1, 1), noise.Cost);
        if (mode == "local")
            Assert.Null(share);
        else
            Assert.Equal(0.5, Assert.NotNull(share), 7 * factor * 2 / Sites);
    }

    [Fact]
    public void Prepare_LayoutWithMetrics_Refuses() => Assert.Throws<ArgumentException>(() =>
        PrivateContribution.Prepare(new(1, 2, false), new double[10], 1, new("central", 1, 1, 8, 1e-5), new(0, 0, 1, 0, default)));
}
