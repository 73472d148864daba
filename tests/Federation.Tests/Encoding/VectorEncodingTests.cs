using NetMl.Federation.Encoding;

namespace NetMl.Federation.Tests.Encoding;

public sealed class VectorEncodingTests
{
    // 3 · 255 = 765 < 1024; 10 · (2^28 − 1) < 2^32 < 10 · (2^29 − 1); 1000 · (2^22 − 1) < 2^32.
    [Theory]
    [InlineData(3, 8, 8, 10)]
    [InlineData(1, 8, 8, 8)]
    [InlineData(257, 8, 8, 16)]
    [InlineData(3, 0, 30, 32)]
    [InlineData(10, 0, 28, 32)]
    [InlineData(1000, 0, 22, 32)]
    public void Fit_SitesAndWish_PicksSmallestRing(int sites, int wished, int bits, int ring)
    {
        var encoding = VectorEncoding.Fit(sites, 4, wished);

        Assert.Equal((bits, ring), (encoding.ValueBits, encoding.RingBits));
    }

    [Fact]
    public void Fit_WishTooLarge_SaysWhatFits()
    {
        var refused = Assert.Throws<ArgumentException>(() => VectorEncoding.Fit(1000, 4, 23));

        Assert.Contains("2 to 22 bits", refused.Message);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Encode_NotFinite_Refuses(double bad) =>
        Assert.Throws<ArgumentException>(() => VectorEncoding.Fit(3, 4, 0).Encode([1, bad], new uint[2]));

    [Theory]
    [InlineData(3, 0)]
    [InlineData(3, 8)]
    [InlineData(10, 2)]
    [InlineData(1000, 0)]
    [InlineData(1, 32)]
    public void DecodeSum_ExtremesOfAllSites_AreReadBack(int sites, int wished)
    {
        var encoding = VectorEncoding.Fit(sites, 4, wished);

        var sums = Sum(encoding, Enumerable.Repeat(new double[] { 4, -4, 0, 100 }, sites));

        double[] expected = [4 * sites, -4 * sites, 0, 4 * sites];
        for (var i = 0; i < 4; i++)
            Assert.Equal(expected[i], sums[i], 1e-9 * sites);
    }

    [Theory]
    [InlineData(3, 8)]
    [InlineData(3, 0)]
    [InlineData(20, 12)]
    public void DecodeSum_RandomNumbers_StaysWithinSitesTimesStep(int sites, int wished)
    {
        var random = new Random(7);
        var encoding = VectorEncoding.Fit(sites, 4, wished);
        var vectors = Enumerable.Range(0, sites).Select(_ => Enumerable.Range(0, 3000).Select(_ => 8 * random.NextDouble() - 4).ToArray()).ToArray();

        var sums = Sum(encoding, vectors);

        var worst = Enumerable.Range(0, 3000).Max(i => Math.Abs(sums[i] - vectors.Sum(vector => vector[i])));
        Assert.InRange(worst, 0, sites * encoding.Step);
        Assert.True(worst > 0.3 * encoding.Step, "the error must come from rounding at all");
    }

    [Fact]
    public void Encode_FewerSitesThanPlanned_DecodesTheSame()
    {
        var encoding = VectorEncoding.Fit(10, 4, 20);

        var sums = Sum(encoding, [[1, -2], [0.5, -0.25]]);

        Assert.Equal(1.5, sums[0], 2 * encoding.Step);
        Assert.Equal(-2.25, sums[1], 2 * encoding.Step);
    }

    // One number a quarter between two levels, 200,000 times: the mean's deviation is √(3/16 / 200000) = 9.7e-4 steps; 7 of them fail once in 4e11.
    [Fact]
    public void Encode_NumberBetweenLevels_IsRightOnAverage()
    {
        var encoding = VectorEncoding.Fit(3, 4, 8);
        var values = Enumerable.Repeat(-3.75 * encoding.Step, 200_000).ToArray();
        var ring = new uint[values.Length];

        encoding.Encode(values, ring);

        var decoded = new double[values.Length];
        encoding.DecodeSum(ring, 1, decoded);
        Assert.Equal(-3.75, decoded.Average() / encoding.Step, 7e-3);
        Assert.Equal(2, decoded.Distinct().Count());
    }

    [Fact]
    public void MeanError_WeightedMean_HoldsTheDifference()
    {
        var random = new Random(3);
        var encoding = VectorEncoding.Fit(5, 4, 16);
        var weights = new[] { 1, 0.5, 0.05, 0.7, 0.3 };
        var vectors = weights.Select(w => Enumerable.Range(0, 500).Select(_ => w * (2 * random.NextDouble() - 1)).Append(w).ToArray()).ToArray();

        var sums = Sum(encoding, vectors);

        var bound = encoding.MeanError(5, sums[^1], 1);
        Assert.InRange(bound, 0, 1e-3);
        for (var i = 0; i < 500; i++)
            Assert.Equal(vectors.Sum(v => v[i]) / weights.Sum(), sums[i] / sums[^1], bound);
    }

    [Fact]
    public void DecodeSum_MoreSitesThanFit_Refuses() =>
        Assert.Throws<ArgumentException>(() => VectorEncoding.Fit(3, 4, 8).DecodeSum(new uint[1], 4, new double[1]));

    [Fact]
    public void Encode_WarmLoop_AllocatesNothing()
    {
        var encoding = VectorEncoding.Fit(3, 4, 8);
        var (values, ring) = (new double[4096], new uint[4096]);
        encoding.Encode(values, ring);

        var before = GC.GetAllocatedBytesForCurrentThread();
        encoding.Encode(values, ring);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    internal static double[] Sum(VectorEncoding encoding, IEnumerable<double[]> vectors)
    {
        uint[]? sum = null;
        var count = 0;
        foreach (var vector in vectors)
        {
            var ring = new uint[vector.Length];
            encoding.Encode(vector, ring);
            var packed = new byte[RingPacking.Bytes(ring.Length, encoding.RingBits)];
            RingPacking.Pack(ring, encoding.RingBits, packed);
            sum ??= new uint[vector.Length];
            RingPacking.AddPacked(packed, encoding.RingBits, sum);
            count++;
        }
        var sums = new double[sum!.Length];
        encoding.DecodeSum(sum, count, sums);
        return sums;
    }
}
