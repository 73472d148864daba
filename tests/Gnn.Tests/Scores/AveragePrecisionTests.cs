using NetMl.Gnn.Scores;
using NetMl.Gnn.Tests.Anomalies;

namespace NetMl.Gnn.Tests.Scores;

public sealed class AveragePrecisionTests
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void Of_RankingsWithTies_EqualsScikitLearn()
    {
        foreach (var ranking in SklearnAnomalies.Read.Rankings)
        {
            var truth = Array.ConvertAll(ranking.Truth, one => one == 1);

            Assert.Equal(ranking.AveragePrecision, AveragePrecision.Of(ranking.Scores, truth), Tolerance);
            Assert.Equal(ranking.Auroc, AreaUnderCurve.Of(ranking.Scores, truth), Tolerance);
        }
    }

    // True, false, true from above: (1/1 + 2/3) / 2.
    [Fact]
    public void Of_ThreeItems_EqualsTheSumByHand() => Assert.Equal((1 + 2 / 3.0) / 2, AveragePrecision.Of([9, 5, 1], [true, false, true]), Tolerance);

    [Fact]
    public void Of_NothingTrueOrNothingAtAll_IsZero()
    {
        Assert.Equal(0, AveragePrecision.Of([1, 2], [false, false]));
        Assert.Equal(0, AveragePrecision.Of([], []));
    }

    [Fact]
    public void Of_OtherLengths_IsRefused() => Assert.Throws<ArgumentException>(() => AveragePrecision.Of([1f], [true, false]));
}
