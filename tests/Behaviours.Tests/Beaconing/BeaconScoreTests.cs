using NetMl.Behaviours.Beaconing;

namespace NetMl.Behaviours.Tests.Beaconing;

public class BeaconScoreTests
{
    private const long Day = 86_400;

    [Fact]
    public void Compute_ClockworkWholeDay_IsOne()
    {
        long[] seconds = [.. Enumerable.Range(0, 1440).Select(i => i * 60L)];

        var score = BeaconScore.Compute(seconds, [.. seconds.Select(_ => 300L)], 0, Day);

        Assert.Equal(new BeaconScore(1, 1, 1, 1), score);
        Assert.Equal(1, score?.Total);
    }

    // Five calls in the first hour of a day: intervals 60, 60, 60, 100 (Q1 60, Q2 60: no skew; MAD 0) → 1.
    // Sizes 100, 100, 120, 160, 200: Q1 100, Q2 120, Q3 180, skew (280 − 240) / 80 = .5 → .5; median 120, MAD of 20, 20, 0, 40, 80 = 20 → .833;
    // (.5 + .8333) / 2 = .667. One bar: duration 0, histogram 0. Total (1 + .667) / 4 = .41675 → .417.
    [Fact]
    public void Compute_ShortBurst_MatchesHandWork()
    {
        var score = BeaconScore.Compute([10, 70, 130, 190, 290], [100, 200, 100, 120, 160], 0, Day);

        Assert.Equal(new BeaconScore(1, 0.667, 0, 0), score);
        Assert.Equal(0.417, score?.Total);
    }

    // Six hours side by side, one call in each: coverage = 18000 / 86400 = .2083 → .209 (rounded up); run 6 / 12 = .5.
    // Flatness: μ = .25, σ = √(.25 · .75) = .433 → variation 1.732 > 1 → 0.
    [Fact]
    public void Compute_SixHours_DurationIsTheRun()
    {
        long[] seconds = [.. Enumerable.Range(0, 6).Select(i => i * 3600L + 30)];

        var score = BeaconScore.Compute(seconds, [.. seconds.Select(_ => 300L)], 0, Day);

        Assert.Equal(new BeaconScore(1, 1, 0.5, 0), score);
    }

    // Sizes all 0: the median is below 1, so the deviation score is 0 and the skew score 1.
    [Fact]
    public void Compute_NothingSent_HalvesTheSizeScore()
    {
        var score = BeaconScore.Compute([0, 60, 120, 180], [0, 0, 0, 0], 0, Day);

        Assert.Equal(0.5, score?.Sizes);
    }

    [Theory]
    [InlineData(new long[] { 0, 60, 60, 120 })] // Two intervals above zero.
    [InlineData(new long[] { 5 })]
    [InlineData(new long[] { })]
    public void Compute_FewIntervals_GivesNone(long[] seconds) =>
        Assert.Null(BeaconScore.Compute(seconds, new long[seconds.Length], 0, Day));

    [Fact]
    public void Compute_NoSpan_GivesNone() => Assert.Null(BeaconScore.Compute([1, 2, 3, 4], new long[4], 4, 4));

    [Fact]
    public void SortedIntervals_LeavesZerosOut() => Assert.Equal([5.0, 60, 100], BeaconScore.SortedIntervals([0, 60, 60, 160, 165]));
}
