using NetMl.Gnn.Anomalies;

namespace NetMl.Gnn.Tests.Anomalies;

public sealed class AnomalyThresholdTests
{
    [Fact]
    public void Choose_NinetyNineScores_OneLiesAboveForOnePercentOfLaterOnes()
    {
        var threshold = AnomalyThreshold.Choose([.. Enumerable.Range(1, 99).Select(i => (float)i)], 0.01, isHeldOut: true);

        // k = ⌈100 · 0.99⌉ = 99: the largest. Beta(1, 99): mean 1/100, deviation √(99 / 101) / 100.
        Assert.Equal(99, threshold.Value);
        Assert.False(threshold.HasTooFewItems);
        Assert.Equal(0.01, threshold.Expected.Share, 1e-12);
        Assert.Equal(Math.Sqrt(99.0 / 101) / 100, threshold.Expected.Deviation, 1e-12);
        Assert.EndsWith("1% ± 0.99% of normal ones should lie there.", threshold.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_FewerScoresThanTheBudgetNeeds_SaysHowManyItTakes()
    {
        var threshold = AnomalyThreshold.Choose([3, 1, 2], 0.01, isHeldOut: false);

        Assert.Equal(3, threshold.Value);
        Assert.True(threshold.HasTooFewItems);
        Assert.Equal(0.25, threshold.Expected.Share, 1e-12);
        Assert.Contains("need at least 99", threshold.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_ManyRepetitions_TheShareAboveIsAsStated()
    {
        var (random, shares) = (new Random(5), new List<double>());
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
        AnomalyThreshold threshold = AnomalyThreshold.Choose([0f], 0.5, true);
        for (var run = 0; run < 400; run++)
        {
            threshold = AnomalyThreshold.Choose(Draw(199), 0.05, true);
            shares.Add(1 - threshold.Value);
        }
        var (mean, deviation) = (shares.Average(), Math.Sqrt(shares.Average(share => Math.Pow(share - shares.Average(), 2))));

        // Four standard errors of the mean over 400 repetitions.
        Assert.Equal(threshold.Expected.Share, mean, 4 * threshold.Expected.Deviation / 20);
        Assert.InRange(deviation / threshold.Expected.Deviation, 0.85, 1.15);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Choose_ShareOutOfRange_IsRefused(double share) => Assert.Throws<InvalidDataException>(() => AnomalyThreshold.Choose([1, 2], share, true));

    [Fact]
    public void Choose_NoScores_IsRefused() => Assert.Throws<InvalidDataException>(() => AnomalyThreshold.Choose([], 0.1, true));
}
