using NetMl.Tensors.Files;
using NetMl.Trees.Isolation;
using NetMl.Trees.Tests.Fixtures;

namespace NetMl.Trees.Tests;

public sealed class IsolationForestTests
{
    private const int Features = 5;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 1.2073923574)]
    [InlineData(256, 10.2447709201)]
    public void MeanDepth_OfPaper_IsHandWorked(int rows, double depth) => Assert.Equal(depth, IsolationTree.MeanDepth(rows), 1e-8);

    [Fact]
    public void Scores_OfTwoRows_AreOfDepthOne()
    {
        // Each tree parts the two at depth 1 = c(2); 2⁻¹.
        var forest = IsolationForest.Fit([0, 1], 1, new IsolationSettings(), CancellationToken.None);

        Assert.Equal([0.5f, 0.5f], forest.Scores([0, 1]));
    }

    [Fact]
    public void Scores_OfEqualRows_AreOneHalf()
    {
        // Nothing to cut: a leaf at depth 0 with 8 rows, c(8) / c(8).
        var forest = IsolationForest.Fit(new float[16], 2, new IsolationSettings(), CancellationToken.None);

        Assert.Equal([0.5f], forest.Scores([0, 0]));
    }

    [Fact]
    public void Scores_BesideScikitLearn_RankAndMeanAreNear()
    {
        var answer = SklearnAnswers.Read.Isolation;
        var values = Table(answer);

        var scores = IsolationForest.Fit(values, Features, new IsolationSettings(), CancellationToken.None).Scores(values);

        var (odd, usual) = (scores[..answer.Odd], scores[answer.Odd..]);
        var auroc = odd.Average(score => usual.Count(other => other < score) / (double)usual.Length);
        Assert.InRange(auroc, answer.Aurocs.Min() - 0.003, 1);
        Assert.Equal(answer.Means.Odd, odd.Average(), 0.02);
        Assert.Equal(answer.Means.Usual, usual.Average(), 0.01);
    }

    [Fact]
    public void Fit_SameSeed_GivesSameScores()
    {
        var values = Table(SklearnAnswers.Read.Isolation);

        Assert.Equal(Scores(7), Scores(7));
        Assert.NotEqual(Scores(7), Scores(8));

        float[] Scores(int seed) => IsolationForest.Fit(values, Features, new IsolationSettings(20, 64, seed), CancellationToken.None).Scores(values);
    }

    [Fact]
    public void Scores_MissingAndInfiniteValues_AreFiniteAndEnd()
    {
        float[] values = [float.NaN, 1, 2, float.PositiveInfinity, float.NegativeInfinity, 3, 1, float.NaN, float.NaN, float.NaN];

        var scores = IsolationForest.Fit(values, 2, new IsolationSettings(Sample: 5), CancellationToken.None).Scores(values);

        Assert.All(scores, score => Assert.InRange(score, 0.01f, 1f));
    }

    [Fact]
    public void Read_OfWritten_ScoresTheSame()
    {
        var values = Table(SklearnAnswers.Read.Isolation);
        var forest = IsolationForest.Fit(values, Features, new IsolationSettings(10), CancellationToken.None);
        var writer = new SafetensorsWriter();
        forest.Write(writer, "forest");

        var read = IsolationForest.Read(Safetensors.Read(writer.ToArray()), "forest");

        Assert.Equal(forest.Scores(values), read.Scores(values));
        Assert.Equal((Features, 256), (read.Features, read.Sample));
    }

    [Fact]
    public void Fit_WrongInput_IsRefused()
    {
        Assert.Contains("not 1", Assert.Throws<ArgumentException>(() => Fit([1, 2], 2, new IsolationSettings())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Fit([1, 2, 3], 2, new IsolationSettings()));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fit([1, 2], 1, new IsolationSettings(Trees: 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fit([1, 2], 1, new IsolationSettings(Sample: 1)));

        static void Fit(float[] values, int features, IsolationSettings settings) => IsolationForest.Fit(values, features, settings, CancellationToken.None);
    }

    // Sums of four even draws in the middle, and rows that lie anywhere.
    private static float[] Table(IsolationAnswer answer)
    {
        var values = new float[answer.Rows * Features];
        for (var row = 0; row < answer.Rows; row++)
        {
            for (var f = 0; f < Features; f++)
            {
                var x = 0.0;
                for (var k = 0; k < 4; k++)
                    x += FormulaTable.Word(row, 50 + 4 * f + k) % 1000;
                x /= 1000;
                values[row * Features + f] = (float)(row < answer.Odd ? x * 2 - 1 + FormulaTable.Word(row * Features + f, 90) % 1000 / 500.0 : x);
            }
        }
        return values;
    }
}
