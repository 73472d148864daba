using NetMl.Behaviours.Beaconing;

namespace NetMl.Behaviours.Tests.Beaconing;

public class BeaconStatisticsTests
{
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData(new double[] { 1, 2, 3 }, 1, 2, 3)]
    [InlineData(new double[] { 1, 2, 3, 4 }, 1.5, 2.5, 3.5)]
    [InlineData(new double[] { 1, 2, 3, 4, 5 }, 1.5, 3, 4.5)]
    [InlineData(new double[] { 2, 4, 4, 5, 7, 9, 11 }, 4, 5, 9)]
    public void Quartiles_LeaveTheMiddleOut(double[] values, double q1, double q2, double q3) =>
        Assert.Equal((q1, q2, q3), BeaconStatistics.Quartiles(values));

    [Fact]
    public void Quartiles_TwoValues_SaysHowManyItNeeds() =>
        Assert.Contains("at least 3", Assert.Throws<ArgumentException>(() => BeaconStatistics.Quartiles([1, 2])).Message, StringComparison.Ordinal);

    // Q1 = 10, Q2 = 20, Q3 = 60: skew = (10 + 60 − 40) / 50 = 0.6.
    [Fact]
    public void SkewScore_LongTail_IsLow() => Assert.Equal(0.4, BeaconStatistics.SkewScore([10, 20, 60]), Tolerance);

    [Theory]
    [InlineData(new double[] { 10, 12, 19 })] // Q3 − Q1 = 9 is too narrow to say.
    [InlineData(new double[] { 10, 10, 60 })] // Q2 = Q1.
    [InlineData(new double[] { 10, 60, 60 })] // Q2 = Q3.
    public void SkewScore_NothingToSay_IsOne(double[] values) => Assert.Equal(1, BeaconStatistics.SkewScore(values));

    // Median 60; deviations 0, 0, 10, 20, 40 → MAD 10; (60 − 10) / 60.
    [Fact]
    public void DeviationScore_Jitter_IsShareOfMedian() => Assert.Equal(5.0 / 6, BeaconStatistics.DeviationScore([40, 60, 60, 70, 100], 1), Tolerance);

    // Median 10; deviations 10, 10, 0, 10, 10 → MAD 10.
    [Fact]
    public void DeviationScore_DeviationAsLargeAsMedian_IsZero() => Assert.Equal(0, BeaconStatistics.DeviationScore([0, 0, 10, 20, 20], 1), Tolerance);

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void DeviationScore_TinyMedian_IsTheGivenScore(double given) => Assert.Equal(given, BeaconStatistics.DeviationScore([0, 0, 0.5], given));

    // Skew 0.4 and deviation: median 20, deviations 0, 10, 40 → MAD 10 → 0.5; mean 0.45.
    [Fact]
    public void Evenness_IsTheRoundedMean() => Assert.Equal(0.45, BeaconStatistics.Evenness([10, 20, 60], 1));

    [Theory]
    [InlineData(0.12345, 0.123)]
    [InlineData(0.0625, 0.063)]
    public void Round3_KeepsThreeDigits(double value, double rounded) => Assert.Equal(rounded, BeaconStatistics.Round3(value));
}
