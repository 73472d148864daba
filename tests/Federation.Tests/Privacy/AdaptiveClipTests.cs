using NetMl.Federation.Privacy;

namespace NetMl.Federation.Tests.Privacy;

public sealed class AdaptiveClipTests
{
    // Norms between 0.5 and 2 with median 1. The step stops where half are unclipped.
    private static readonly double[] Norms = [.. Enumerable.Range(0, 1001).Select(i => Math.Exp((i - 500) / 500.0 * Math.Log(2)))];

    [Theory]
    [InlineData(0.1)]
    [InlineData(3)]
    public void Next_MedianNormOne_ConvergesToIt(double start)
    {
        var clip = new AdaptiveClip(start);

        for (var round = 0; round < 200; round++)
            clip = clip.Next(Norms.Count(norm => norm <= clip.Clip) / (double)Norms.Length);

        Assert.Equal(1, clip.Clip, 0.01);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(3)]
    public void Next_FedTheClippedShare_RunsAway(double start)
    {
        var clip = new AdaptiveClip(start);

        for (var round = 0; round < 200; round++)
            clip = clip.Next(Norms.Count(norm => norm > clip.Clip) / (double)Norms.Length);

        Assert.False(clip.Clip is > 1e-3 and < 1e3);
    }

    [Fact]
    public void Next_AllUnclipped_ShrinksByHalfTheRate() => Assert.Equal(2 * Math.Exp(-0.2 * 0.5), new AdaptiveClip(2).Next(1).Clip, 1e-12);

    [Fact]
    public void Indicator_MeanOfSites_IsTheShare() =>
        Assert.Equal(0.75, AdaptiveClip.UnclippedShare(new[] { true, true, true, false }.Average(AdaptiveClip.Indicator)), 1e-12);

    // z = 1, n = 100: σ_b = 5, (1 − 1/100)^(−½).
    [Fact]
    public void UpdateNoise_HundredSites_RisesALittle()
    {
        Assert.Equal((5, 2), (AdaptiveClip.IndicatorSigma(100, 1), AdaptiveClip.IndicatorSigma(3, 2)));
        Assert.Equal(Math.Pow(0.99, -0.5), AdaptiveClip.UpdateNoise(1, 5), 1e-12);
    }

    [Fact]
    public void UpdateNoise_BothMechanismsTogether_CostWhatTheUpdateAloneWould()
    {
        var update = AdaptiveClip.UpdateNoise(1.2, 4);

        var both = new PrivacyAccountant([new(1, update, 10), new(1, 2 * 4, 10)]);

        Assert.Equal(PrivacyAccountant.Epsilon(1, 1.2, 10, 1e-5), both.Epsilon(1e-5), 1e-9);
    }

    [Fact]
    public void UpdateNoise_IndicatorCostsMoreThanAll_Refuses() => Assert.Throws<ArgumentException>(() => AdaptiveClip.UpdateNoise(1, 0.5));
}
