using NetMl.Federation.Encoding;
using NetMl.Federation.Statistics;
using NetMl.Federation.Tests.Encoding;

namespace NetMl.Federation.Tests.Statistics;

public sealed class QuantileSketchTests
{
    // Bins [0,1) [1,2) [2,3) [3,4), one value below and one above: of six values half lie at or below the end of [1,2).
    [Fact]
    public void Quantile_SixValues_IsWorkedByHand()
    {
        var sketch = new QuantileSketch(0, 4, 4);

        var shares = sketch.Shares([-5, 0.5f, 1, 2.5f, 3.9f, 4], 6);

        Assert.Equal([1, 1, 1, 1, 1, 1], shares);
        Assert.Equal(2, sketch.Quantile(shares, 0.5), 1e-12);
        Assert.Equal(0, sketch.Quantile(shares, 0.1));
        Assert.Equal(4, sketch.Quantile(shares, 0.99));
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.99)]
    public void Quantile_ThreeSitesTwoRounds_IsWithinAWidthOfThePooledOne(double quantile)
    {
        var random = new Random(11);
        float[][] sites = [.. new[] { 5000, 800, 12_000 }.Select((rows, site) => Enumerable.Range(0, rows).Select(_ => (float)Math.Log(1 + Math.Exp((3 * random.NextDouble()) + (2 * site)))).ToArray())];
        var encoding = VectorEncoding.Fit(3, 4, 0);
        var first = new QuantileSketch(0, 44, 64);

        var refined = first.Around(Pool(encoding, first, sites), quantile);
        var estimate = refined.Quantile(Pool(encoding, refined, sites), quantile);

        float[] pooled = [.. sites.SelectMany(site => site).Order()];
        var exact = pooled[(int)Math.Ceiling(quantile * pooled.Length) - 1];
        Assert.Equal(44.0 / 64 * 3 / 64, refined.Width, 1e-12);
        Assert.Equal(exact, estimate, 1.01 * refined.Width);
    }

    [Fact]
    public void Quantile_NoiseBelowZero_CountsAsNothing() =>
        Assert.Equal(1.5, new QuantileSketch(0, 3, 3).Quantile([-0.1, 0, 2, -0.2, 0], 0.5), 1e-12);

    [Fact]
    public void Shares_NotFinite_Refuses() => Assert.Throws<InvalidDataException>(() => new QuantileSketch(0, 1, 2).Shares([float.NaN], 1));

    private static double[] Pool(VectorEncoding encoding, QuantileSketch sketch, float[][] sites)
    {
        var sums = VectorEncodingTests.Sum(encoding, sites.Select(site =>
        {
            var weight = site.Length / 20_000.0;
            return sketch.Shares(site, encoding.Range).Append(1).Select(value => value * weight).ToArray();
        }));
        return Array.ConvertAll(sums[..^1], sum => sum / sums[^1]);
    }
}
