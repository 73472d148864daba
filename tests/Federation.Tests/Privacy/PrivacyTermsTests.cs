using NetMl.Contracts.Federation;
using NetMl.Federation.Encoding;
using NetMl.Federation.Privacy;

namespace NetMl.Federation.Tests.Privacy;

public sealed class PrivacyTermsTests
{
    private static readonly FederationPlan Plan = new("f", "m", ["a", "b"]);

    [Theory]
    [InlineData("central", "all", 1.0, 1.0)]
    [InlineData("central", "uniform", 0.5, 1.0)]
    [InlineData("central", "availability", 0.5, 1.0)]
    [InlineData("central", "poisson", 0.5, 0.5)]
    [InlineData("distributed", "poisson", 0.5, 1.0)]
    [InlineData("local", "poisson", 0.5, 1.0)]
    public void Create_Sampling_AmplifiesOnlyForCentralPoisson(string mode, string sampling, double fraction, double rate)
    {
        var terms = PrivacyTerms.Create(Plan with { Privacy = new(mode), Cohort = new(3, 1000, sampling, fraction) }, 22);

        Assert.Equal(rate, terms.Rate);
        Assert.InRange(terms.PlannedEpsilon(22), 7.8, 8);
    }

    [Fact]
    public void Create_ModeNone_AddsNothing()
    {
        var terms = PrivacyTerms.Create(Plan, 20);

        Assert.False(terms.IsOn);
        Assert.Equal(new RoundNoise(0, 0, 0, 0, default), terms.Round(3, 3, 10, 0, 1, false));
        Assert.Equal(0, terms.PlannedEpsilon(20));
    }

    // z = 2, C = 3: 6 on the sum; each of 4 needed sites 6/√4; every local site all of it.
    [Theory]
    [InlineData("central", 0, 6)]
    [InlineData("distributed", 3, 0)]
    [InlineData("local", 6, 0)]
    public void Round_EachMode_PutsTheNoiseWhereItBelongs(string mode, double site, double server)
    {
        var noise = new PrivacyTerms(mode, 2, 1, 8, 1e-5).Round(5, 4, 1000, 1e-9, 3, false);

        Assert.Equal(site, noise.SiteSigma, 1e-6);
        Assert.Equal(server, noise.ServerSigma, 1e-6);
        Assert.Equal(new PrivacyStep(1, 2, 1), noise.Cost);
    }

    [Fact]
    public void Round_AdaptiveClip_SplitsTheNoise()
    {
        var noise = new PrivacyTerms("distributed", 1, 1, 8, 1e-5).Round(100, 81, 1000, 1e-9, 1, true);

        Assert.Equal(Math.Pow(0.99, -0.5) / 9, noise.SiteSigma, 1e-6);
        Assert.Equal(5.0 / 9, noise.SiteIndicatorSigma, 1e-6);
        Assert.Equal(new PrivacyStep(1, 1, 1), noise.Cost);
    }

    // 8 bits over ±4: steps of 4/127, 100,000 numbers: rounding alone has a norm of up to 10.
    [Theory]
    [InlineData("central")]
    [InlineData("distributed")]
    public void Round_CoarseRounding_IsRefused(string mode) => Assert.Contains(
        "use more bits",
        Assert.Throws<ArgumentException>(() => new PrivacyTerms(mode, 1, 1, 8, 1e-5).Round(3, 3, 100_000, VectorEncoding.Fit(3, 4, 8).Step, 1, false)).Message);

    [Fact]
    public void Round_CentralWithRounding_CoversTheLongerUpdate() =>
        Assert.Equal(1.1, new PrivacyTerms("central", 1, 1, 8, 1e-5).Round(3, 3, 100, 0.01, 1, false).ServerSigma, 1e-12);

    [Fact]
    public void NoiseMultiplier_NoiseBelowTheGrid_IsWorthLess()
    {
        var fine = new DistributedGaussian(1, 0.01, 100, 10, 1 / Math.Sqrt(10));
        var coarse = new DistributedGaussian(1, 1, 100, 10, 1 / Math.Sqrt(10));

        Assert.Equal(1 / DistributedGaussian.RoundedNorm(1, 0.01, 100), fine.NoiseMultiplier, 1e-9);
        Assert.True(coarse.NoiseMultiplier < 0.1, "a third of a step of noise per site hides nothing");
    }

    [Fact]
    public void NoiseMultiplier_FewerSitesThanCounted_WouldBeTooLittle()
    {
        var planned = DistributedGaussian.For(1, 1, 1e-6, 1000, survivors: 10);

        Assert.Equal(1, planned.NoiseMultiplier, 1e-6);
        Assert.Equal(Math.Sqrt(0.7), (planned with { Survivors = 7 }).NoiseMultiplier, 1e-6);
        Assert.True((planned with { Survivors = 12 }).NoiseMultiplier > 1);
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(10, 7)]
    [InlineData(100, 67)]
    public void FewestSurvivors_DefaultPlan_IsThresholdAndMinimum(int sites, int expected) =>
        Assert.Equal(expected, PrivacyTerms.FewestSurvivors(sites, new SecurityPlan(), new CohortPlan()));

    [Theory]
    [InlineData("none", 4)]
    [InlineData("central", 4)]
    [InlineData("local", 17)]
    public void EncodingRange_SitesAddNoise_IsWideEnough(string mode, double expected) =>
        Assert.Equal(expected, new PrivacyTerms(mode, 2, 1, 8, 1e-5).EncodingRange(4, 3, 3, 1, false), 1e-9);

    public static TheoryData<FederationPlan, string> Refused => new()
    {
        { Plan with { Privacy = new("secret") }, "none, central, distributed, local" },
        { Plan with { Privacy = new("central", MaximumEpsilon: 0) }, "maximumEpsilon" },
        { Plan with { Privacy = new("central", Delta: 1) }, "delta" },
        { Plan with { Privacy = new("central", Clip: double.NaN) }, "clip" },
        { Plan with { Privacy = new("central", NoiseMultiplier: -1) }, "noiseMultiplier" },
        { Plan with { Privacy = new("central", NoiseMultiplier: 0.1) }, "in the first round" },
        { Plan with { Privacy = new("distributed"), Security = new(SecureAggregation: false) }, "secureAggregation" },
        { Plan with { Privacy = new("central"), Robust = new("krum") }, "robust.rule krum" },
        { Plan with { Privacy = new("local", AdaptiveClip: true) }, "adaptiveClip" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Create_ImpossiblePlan_SaysWhy(FederationPlan plan, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => PrivacyTerms.Create(plan, 20)).Message);
}
