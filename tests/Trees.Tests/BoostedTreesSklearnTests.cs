using NetMl.Tensors.Files;
using NetMl.Tensors.Parallelism;
using NetMl.Trees.Tests.Fixtures;

namespace NetMl.Trees.Tests;

/// <summary>The same table and settings as scikit-learn's HistGradientBoostingClassifier had.</summary>
public sealed class BoostedTreesSklearnTests
{
    public static TheoryData<string> Names => [.. SklearnAnswers.Read.Boosted.Select(answer => answer.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_FirstSplit_IsScikitLearns(string name)
    {
        var answer = Answer(name);

        var file = Written(Fit(answer, 1));

        Assert.Equal(answer.FirstSplit.Feature, file.Tensor("t.feature").Int32()[0]);
        Assert.Equal(answer.FirstSplit.Threshold ?? double.PositiveInfinity, file.Tensor("t.value").Float32()[0], 1e-3);
        Assert.Equal(answer.FirstSplit.MissingLeft, file.Tensor("t.missing_left").UInt8()[0] == 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_LossAfterRounds_IsScikitLearns(string name)
    {
        var answer = Answer(name);
        var table = FormulaTable.Of(answer);

        foreach (var loss in answer.Losses)
        {
            var ours = LogLoss(Fit(answer, (int)loss[0]).Probabilities(table.Values), table.Labels, Weights(answer), answer.Classes);
            Assert.Equal(loss[1], ours, 1e-4 * Math.Max(1, loss[0] / 10));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Probabilities_AfterAllRounds_AreScikitLearns(string name)
    {
        var answer = Answer(name);
        var table = FormulaTable.Of(answer);
        var trees = Fit(answer, answer.Iterations);

        var ours = trees.Probabilities(table.Values);

        Assert.Equal(answer.Leaves, Written(trees).Tensor("t.feature").Int32().Count(-1));
        for (var row = 0; row < answer.Probabilities.Length; row++)
            for (var c = 0; c < answer.Classes; c++)
                Assert.Equal(answer.Probabilities[row][c], ours[row * answer.Classes + c], 1e-3);
        Assert.Equal(answer.Accuracy, trees.Predict(table.Values).Zip(table.Labels).Average(pair => pair.First == pair.Second ? 1.0 : 0), 2e-3);
    }

    private static BoostedAnswer Answer(string name) => SklearnAnswers.Read.Boosted.Single(answer => answer.Name == name);

    private static BoostedTrees Fit(BoostedAnswer answer, int iterations)
    {
        var table = FormulaTable.Of(answer);
        var given = answer.Settings;
        var settings = new BoostingSettings(
            iterations, given.Learning_rate ?? 0.1, given.Max_leaf_nodes ?? 31, given.Min_samples_leaf ?? 20, given.L2_regularization ?? 0, given.Max_bins ?? 255);
        return BoostedTrees.Fit(table.Values, FormulaTable.Features, table.Labels, answer.Classes, Weights(answer), settings, WorkTeam.Alone, CancellationToken.None);
    }

    private static float[] Weights(BoostedAnswer answer) =>
        answer.Weighted ? [.. Enumerable.Range(0, answer.Rows).Select(row => (1 + FormulaTable.Word(row, 40) % 4) / 2f)] : [];

    private static SafetensorsFile Written(BoostedTrees trees)
    {
        var writer = new SafetensorsWriter();
        trees.Write(writer, "t");
        return Safetensors.Read(writer.ToArray());
    }

    private static double LogLoss(float[] probabilities, int[] labels, float[] weights, int classes)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var row = 0; row < labels.Length; row++)
        {
            var own = weights.Length == 0 ? 1 : weights[row];
            sum -= own * Math.Log(probabilities[row * classes + labels[row]]);
            weight += own;
        }
        return sum / weight;
    }
}
