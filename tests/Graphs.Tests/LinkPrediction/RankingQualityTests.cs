using NetMl.Graphs.LinkPrediction;

namespace NetMl.Graphs.Tests.LinkPrediction;

public class RankingQualityTests
{
    /// <summary>The example of scikit-learn's roc_auc_score and average_precision_score.</summary>
    [Fact]
    public void Of_DocumentedExample_IsThatNumber()
    {
        var quality = RankingQuality.Of([0.35, 0.8], [0.1, 0.4]);

        Assert.Equal(0.75, quality.AreaUnderCurve, 1e-12);
        Assert.Equal(5 / 6.0, quality.AveragePrecision, 1e-12);
    }

    /// <summary>Every pair counted: 1 for a win, half for a tie.</summary>
    [Theory]
    [InlineData(1, 30, 40, 5)]
    [InlineData(2, 1, 50, 3)]
    [InlineData(3, 64, 64, 1)]
    public void Of_RandomScores_IsTheShareOfPairs(int seed, int positives, int negatives, int levels)
    {
        var random = new Random(seed);
        double[] up = [.. Enumerable.Range(0, positives).Select(_ => (double)random.Next(levels))], down = [.. Enumerable.Range(0, negatives).Select(_ => (double)random.Next(levels))];

        var pairs = up.SelectMany(_ => down, (a, b) => a > b ? 1 : a == b ? 0.5 : 0).Average();

        Assert.Equal(pairs, RankingQuality.Of(up, down).AreaUnderCurve, 1e-12);
    }

    [Fact]
    public void Of_NothingOrNoNumber_Throws()
    {
        Assert.Throws<ArgumentException>(() => RankingQuality.Of([], [1]));
        Assert.Throws<ArgumentException>(() => RankingQuality.Of([1], []));
        Assert.Throws<ArgumentException>(() => RankingQuality.Of([1], [double.NaN]));
    }
}
