using NetMl.Federation.Encoding;
using NetMl.Federation.Privacy;

namespace NetMl.Federation.Tests.Privacy;

/// <summary>Tolerances of random sums are 7 deviations: by chance once in 4e11.</summary>
public sealed class PrivacyMechanismTests
{
    [Fact]
    public void Clip_LongVector_GetsTheNormAndKeepsItsDirection()
    {
        float[] values = [3, -4];

        var unclipped = PrivacyMechanism.Clip(values, 1);

        Assert.False(unclipped);
        Assert.Equal(0.6, values[0], 1e-5);
        Assert.Equal(-0.8, values[1], 1e-5);
        Assert.True(Math.Sqrt(values.Sum(x => (double)x * x)) <= 1);
    }

    [Fact]
    public void Clip_DoublesAsTheServerDecodesThem_GetTheNorm()
    {
        double[] values = [30, -40];

        Assert.False(PrivacyMechanism.Clip(values, 5));
        Assert.Equal([3, -4], values.Select(x => Math.Round(x, 12)));
        Assert.True(PrivacyMechanism.Clip(values, 5.1));
    }

    [Fact]
    public void Clip_ShortVector_IsLeftAsItIs()
    {
        float[] values = [3, -4];

        Assert.True(PrivacyMechanism.Clip(values, 5));
        Assert.Equal([3, -4], values);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Clip_NotFinite_Refuses(float bad) => Assert.Throws<ArgumentException>(() => PrivacyMechanism.Clip(new[] { 1, bad }, 1));

    [Fact]
    public void AddGaussian_ManyNumbers_HasTheDeviationAndStaysOnTheGrid()
    {
        const int Count = 100_000;
        var values = Enumerable.Repeat(0.123456789, Count).ToArray();

        PrivacyMechanism.AddGaussian(values, 0.5);

        Assert.Equal(0.123456789, values.Average(), 7 * 0.5 / Math.Sqrt(Count));
        Assert.Equal(0.25, values.Average(x => Math.Pow(x - 0.123456789, 2)), 7 * 0.25 * Math.Sqrt(2.0 / Count));
        Assert.All(values, x => Assert.Equal(0, x * (1L << 21) % 1));
    }

    [Fact]
    public void AddGaussian_NotFinite_Refuses() => Assert.Throws<ArgumentException>(() => PrivacyMechanism.AddGaussian([double.NaN], 1));

    // γ = 1 and 1,000 numbers of one half: plain rounding gives squares of 500 ± 16; the norm kept is √(250 + 1000/4 + √250 + √1000/2) = √531.6.
    [Fact]
    public void RoundWithinNorm_CoarseGrid_KeepsTheBoundAndTheMean()
    {
        var values = Enumerable.Repeat(0.5, 1000).ToArray();
        var clip = Math.Sqrt(250);
        var levels = new uint[1000];
        var sum = 0L;

        for (var repeat = 0; repeat < 200; repeat++)
        {
            PrivacyMechanism.RoundWithinNorm(values, 1, clip, levels);

            Assert.True(levels.Sum(level => (double)(int)level * (int)level) <= 531.7);
            sum += levels.Sum(level => (long)(int)level);
        }
        // Deviation 0.5/√200000 = 1.1e-3; the condition (a bound two deviations up) moves the mean down by 0.055 of a round's deviation of 0.0158.
        Assert.Equal(0.5, sum / 200_000.0, 0.0112);
    }

    [Fact]
    public void RoundedNorm_LargeGrid_IsTheSmallerOfBothBounds()
    {
        Assert.Equal(Math.Sqrt(250 + 250 + Math.Sqrt(250) + (Math.Sqrt(1000) / 2)), DistributedGaussian.RoundedNorm(Math.Sqrt(250), 1, 1000), 1e-12);
        Assert.Equal(1 + 1e-6, DistributedGaussian.RoundedNorm(1, 1e-6, 1), 6e-7);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    public void EncodeWithDiscreteGaussian_FiveSites_SumsToTheUpdatesAndTheSharedNoise(int bits)
    {
        const int Dimensions = 20_000;
        var (sites, clip) = (5, 1.0);
        var terms = new PrivacyTerms("distributed", 1, 1, 8, 1e-5);
        var encoding = VectorEncoding.Fit(sites, terms.EncodingRange(1, sites, 4, clip, false), bits);
        var sigma = terms.Round(sites, 4, Dimensions, encoding.Step, clip, false).SiteSigma;
        var values = new double[Dimensions];
        values[0] = 0.9;
        values[1] = -0.3;
        var (sum, ring, decoded) = (new uint[Dimensions], new uint[Dimensions], new double[Dimensions]);

        for (var site = 0; site < sites; site++)
        {
            PrivacyMechanism.EncodeWithDiscreteGaussian(values, encoding, clip, sigma, ring);
            for (var i = 0; i < Dimensions; i++)
                sum[i] = (sum[i] + ring[i]) & (uint)((1UL << encoding.RingBits) - 1);
        }
        encoding.DecodeSum(sum, sites, decoded);

        // z = 1 with 4 of 5 sites enough: five shares make √(5/4).
        var total = sigma * Math.Sqrt(5);
        Assert.Equal(Math.Sqrt(1.25), total, bits == 0 ? 1e-5 : 0.01);
        Assert.Equal(4.5, decoded[0], 7 * total);
        Assert.Equal(-1.5, decoded[1], 7 * total);
        Assert.Equal(0, decoded[2..].Average(), 7 * total / Math.Sqrt(Dimensions));
        Assert.Equal(total * total, decoded[2..].Average(x => x * x), 7 * total * total * Math.Sqrt(2.0 / Dimensions));
    }

    [Fact]
    public void EncodeWithDiscreteGaussian_NarrowRange_Refuses()
    {
        var refused = Assert.Throws<ArgumentException>(() =>
            PrivacyMechanism.EncodeWithDiscreteGaussian(new double[4], VectorEncoding.Fit(4, 1, 0), 1, 1, new uint[4]));

        Assert.Contains("need a range of ±5", refused.Message);
    }

    [Fact]
    public void EncodeWithDiscreteGaussian_LongVector_IsClipped()
    {
        var encoding = VectorEncoding.Fit(1, 4, 0);
        var (ring, decoded) = (new uint[2], new double[2]);

        PrivacyMechanism.EncodeWithDiscreteGaussian([300, -400], encoding, 1, 1e-6, ring);

        encoding.DecodeSum(ring, 1, decoded);
        Assert.Equal(0.6, decoded[0], 1e-5);
        Assert.Equal(-0.8, decoded[1], 1e-5);
    }
}
