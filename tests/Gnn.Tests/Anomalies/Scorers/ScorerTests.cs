using NetMl.Gnn.Anomalies.Scorers;
using NetMl.Tensors.Files;

namespace NetMl.Gnn.Tests.Anomalies.Scorers;

public sealed class ScorerTests
{
    [Fact]
    public void Mahalanobis_ShrunkCovariance_EqualsScikitLearnsLedoitWolf()
    {
        foreach (var answer in SklearnAnomalies.Read.Distances)
        {
            var scores = MahalanobisScorer.Fit(answer.Train, answer.Width).Scores(answer.Test);

            Assert.True(answer.Shrinkage > MahalanobisScorer.LeastShrinkage);
            for (var i = 0; i < scores.Length; i++)
                Assert.Equal(answer.Distances[i], scores[i], 1e-4 * answer.Distances[i]);
        }
    }

    [Fact]
    public void Mahalanobis_AColumnThatNeverVaried_CountsWhenItDoes()
    {
        float[] train = [1, 5, 2, 5, 3, 5, 4, 5];

        var scores = MahalanobisScorer.Fit(train, 2).Scores([2.5f, 5, 2.5f, 6]);

        Assert.Equal(0, scores[0], 1e-3f);
        Assert.InRange(scores[1], 1, 100);
    }

    // Four rows, so two bins a column. Column 0: 0, 1, 2, 4 → [0, 2) holds 2, [2, 4] holds 2: heights 1, 1. Column 1: 0, 0, 0, 8 → 3 and 1: heights 1, 1/3.
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(3, 8, 1, 1 / 3.0)]
    [InlineData(4, 4, 1, 1 / 3.0)]
    [InlineData(5, 0, 0, 1)]
    [InlineData(-1, 9, 0, 0)]
    public void Histogram_FourRows_EqualsTheSumByHand(float first, float second, double firstHeight, double secondHeight)
    {
        var scorer = HistogramScorer.Fit([0, 0, 1, 0, 2, 0, 4, 8], 2);

        Assert.Equal(-Math.Log2(firstHeight + 0.1) - Math.Log2(secondHeight + 0.1), scorer.Scores([first, second])[0], 1e-5);
    }

    [Fact]
    public void Reconstruction_Row_IsTheMeanSquareOfTheLastColumns() =>
        Assert.Equal([(9 + 16) / 2f], new ReconstructionScorer(3, 2).Scores([100, 3, 4]));

    [Theory]
    [InlineData(MahalanobisScorer.ScorerName, 0.95)]
    [InlineData(HistogramScorer.ScorerName, 0.95)]
    [InlineData(IsolationScorer.ScorerName, 0.95)]
    [InlineData(ReconstructionScorer.ScorerName, 0.95)]
    public void Scores_RowsFarFromTheOthers_AreHighest(string name, double share)
    {
        var random = new Random(3);
        float[] Rows(int count, double shift) => [.. Enumerable.Range(0, count * 4).Select(_ => (float)(random.NextDouble() + random.NextDouble() - 1 + shift))];
        var scorer = AnomalyScorers.Fit(name, Rows(500, 0), 2, 2, 1, default);

        var (usual, odd) = (scorer.Scores(Rows(200, 0)), scorer.Scores(Rows(200, 2)));

        var middle = usual.Order().ElementAt((int)(usual.Length * share));
        Assert.True(odd.Count(score => score > middle) > odd.Length * share, $"{odd.Count(score => score > middle)} of {odd.Length}");
    }

    [Fact]
    public void Fit_OneRow_IsRefused()
    {
        foreach (var name in AnomalyScorers.Names)
            Assert.Contains("at least 2", Assert.Throws<InvalidDataException>(() => AnomalyScorers.Fit(name, [1f, 2f], 1, 1, 1, default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_HeightAboveOne_IsRefused()
    {
        var writer = new SafetensorsWriter();
        writer.Add("p.least", [0f]);
        writer.Add("p.most", [1f]);
        writer.Add("p.heights", [2f, 1f], 1, 2);

        Assert.Contains("heights", Assert.Throws<InvalidDataException>(() => HistogramScorer.Read(Safetensors.Read(writer.ToArray()), "p", 1)).Message, StringComparison.Ordinal);
    }
}
