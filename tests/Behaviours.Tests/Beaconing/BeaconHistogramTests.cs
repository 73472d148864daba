using NetMl.Behaviours.Beaconing;

namespace NetMl.Behaviours.Tests.Beaconing;

public class BeaconHistogramTests
{
    private const long Day = 86_400;

    /// <summary>Connections in the hours of a day, so many in each.</summary>
    private static BeaconHistogram Hours(params int[] counts) =>
        BeaconHistogram.Of([.. counts.SelectMany((count, hour) => Enumerable.Repeat(hour * 3600L + 5, count))], 0, Day);

    [Fact]
    public void Of_EdgesOfBins_BelongToTheLaterBinAndTheEndToTheLast()
    {
        var histogram = BeaconHistogram.Of([0, 3599, 3600, Day - 1, Day], 0, Day);

        Assert.Equal([2, 1, .. new int[21], 2], histogram.Counts.ToArray());
        Assert.Equal(3, histogram.Bars);
    }

    [Fact]
    public void Of_NoSpan_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => BeaconHistogram.Of([5], 5, 5));

    [Fact]
    public void Flatness_SameEveryHour_IsOne() => Assert.Equal(1, Hours([.. Enumerable.Repeat(4, 24)]).Flatness);

    // 12 hours of 2, 12 hours of 4: μ = 3, σ = 1, 1 − 1/3.
    [Fact]
    public void Flatness_TwoLevels_IsOneMinusVariation() =>
        Assert.Equal(0.667, Hours([.. Enumerable.Repeat(2, 12), .. Enumerable.Repeat(4, 12)]).Flatness);

    [Fact]
    public void Flatness_OneHourOnly_IsZero() => Assert.Equal(0, Hours(10).Flatness);

    // Heights 100 and 50 (step 5), and one outlier of 20: (12 + 10) / (23 − 1) = 1.
    [Fact]
    public void TwoModes_TwoLevelsAndAnOutlier_IsOne() =>
        Assert.Equal(1, Hours([.. Enumerable.Repeat(100, 12), .. Enumerable.Repeat(50, 10), 20]).TwoModes);

    // 11 bars of heights 20, 40 … 220, step 11: all in different bins, (1 + 1) / 10.
    [Fact]
    public void TwoModes_AllDifferent_IsLow() =>
        Assert.Equal(0.2, Hours([.. Enumerable.Range(1, 11).Select(i => i * 20)]).TwoModes);

    [Fact]
    public void TwoModes_TenBars_IsZero() => Assert.Equal(0, Hours([.. Enumerable.Repeat(3, 10)]).TwoModes);

    [Fact]
    public void Score_IsTheBetterOfBoth() =>
        Assert.Equal(1, Hours([.. Enumerable.Repeat(100, 12), .. Enumerable.Repeat(50, 10), 20]).Score);

    // Bars in hours 22, 23, 0, 1, 2 and 10: the run of 5 goes over midnight.
    [Fact]
    public void LongestRun_WrapsAround()
    {
        var counts = new int[24];
        foreach (var hour in new[] { 22, 23, 0, 1, 2, 10 })
            counts[hour] = 1;

        Assert.Equal(5, Hours(counts).LongestRun);
        Assert.Equal(24, Hours([.. Enumerable.Repeat(1, 24)]).LongestRun);
    }
}
