using NetMl.Trees.Binning;
using NetMl.Trees.Tests.Fixtures;

namespace NetMl.Trees.Tests.Binning;

public sealed class FeatureBinsTests
{
    [Fact]
    public void Of_FewValues_CutsBetweenThem() => Assert.Equal([1.5f, 3f, 7f], Of([4, 1, 2, 10, 2, 4]).Thresholds);

    [Fact]
    public void Of_ManyValues_CutsIntoEqualShares()
    {
        // 0 … 999: percentiles 25, 50, 75 lie between 249 and 250 (249.75), 499 and 500, 749 and 750.
        var bins = Of([.. Enumerable.Range(0, 1000).OrderBy(i => FormulaTable.Word(i, 1)).Select(i => (float)i)], 4);

        Assert.Equal([249.5f, 499.5f, 749.5f], bins.Thresholds);
    }

    [Fact]
    public void Of_NeighbouringFloats_StillPartsThem()
    {
        var next = MathF.BitIncrement(1);

        var bins = Of([1, next]);

        Assert.Equal([0, 1], Filled(bins, [1, next]));
    }

    [Fact]
    public void Of_MissingAndInfinite_HaveTheirPlaces()
    {
        float[] values = [float.NaN, float.NegativeInfinity, -0f, 0f, 5, float.PositiveInfinity];

        var bins = Of(values);

        Assert.True(bins.HasMissing);
        Assert.Equal([4, 0, 1, 1, 2, 3], Filled(bins, values));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(255)]
    public void Fill_AnyNumberOfBins_CountsTheThresholdsBelow(int maxBins)
    {
        var values = Enumerable.Range(0, 5000).Select(i => (float)(FormulaTable.Word(i, 2) % 3000) - 1500).ToArray();
        var bins = Of(values, maxBins);

        Assert.Equal(values.Select(value => bins.Thresholds.Count(threshold => threshold < value)), Filled(bins, values));
        Assert.InRange(bins.Bins, maxBins - 1, maxBins);
    }

    [Fact]
    public void Of_MoreValuesThanAreLookedAt_CutsNearTheQuantiles()
    {
        // Sorted, so that the first of them would not do.
        var bins = Of([.. Enumerable.Range(0, FeatureBins.MostValues * 2).Select(i => (float)i)], 4);

        Assert.Equal([0.25, 0.5, 0.75], bins.Thresholds.Select(threshold => Math.Round(threshold / (FeatureBins.MostValues * 2), 2)));
    }

    [Fact]
    public void Sort_AnyFloats_IsTheirOrder()
    {
        var values = Enumerable.Range(0, 1000).Select(i => BitConverter.UInt32BitsToSingle(FormulaTable.Word(i, 3))).Where(value => !float.IsNaN(value)).ToArray();
        var keys = Array.ConvertAll(values, FloatSort.Key);

        FloatSort.Sort(keys, new uint[keys.Length]);

        Assert.Equal(values.Order(), keys.Select(FloatSort.Value));
    }

    private static FeatureBins Of(float[] values, int maxBins = 255) => FeatureBins.Of(values, maxBins, new uint[2 * values.Length]);

    private static IEnumerable<int> Filled(FeatureBins bins, float[] values)
    {
        var filled = new byte[values.Length];
        bins.Fill(values, filled);
        return filled.Select(bin => (int)bin);
    }
}
