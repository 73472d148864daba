using NetMl.Tensors.Files;
using NetMl.Tensors.Parallelism;
using NetMl.Trees.Tests.Fixtures;

namespace NetMl.Trees.Tests;

public sealed class BoostedTreesTests
{
    private static readonly BoostingSettings OneSplit = new(Iterations: 1, LearningRate: 1, MaxLeaves: 2, MinLeafRows: 1);

    [Fact]
    public void Fit_TinySplit_HasTheValuesWorkedByHand()
    {
        // x  1 2 3 4 | y  0 0 0 1: p = 1/4, score ln(1/3). g = 1/4 1/4 1/4 −3/4, h = 3/16 each.
        // G² / H of a cut after 3: (3/4)² / (9/16) + (3/4)² / (3/16) = 1 + 3 = 4, the largest; of the node 0.
        // Values −G/H: −4/3 and 4, so scores ln(1/3) − 4/3 and ln(1/3) + 4.
        var trees = Fit([1, 2, 3, 4], 1, [0, 0, 0, 1], OneSplit);

        Assert.All(Written(trees).Tensor("t.value").Float32().ToArray().Zip([3.5f, -4f / 3, 4f]), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
        Assert.Equal(1 / (1 + 3 * Math.Exp(4.0 / 3)), trees.Probabilities([2])[1], 1e-6);
        Assert.Equal(1 / (1 + 3 * Math.Exp(-4)), trees.Probabilities([9])[1], 1e-6);
        Assert.Equal([1.0], trees.Gains);
    }

    [Fact]
    public void Fit_TwoColumnsOfEqualUse_TakesTheFirst() =>
        Assert.Equal([0.0, 1, 0], Fit([7, 1, 1, 7, 2, 2, 7, 3, 3, 7, 4, 4], 3, [0, 0, 1, 1], OneSplit).Gains);

    [Fact]
    public void Fit_MissingTellsTheClass_SendsItApart()
    {
        var trees = Fit([float.NaN, float.NaN, 1, 2], 1, [1, 1, 0, 0], OneSplit);

        Assert.Equal([1, 0, 0, 0], trees.Predict([float.NaN, 5, float.PositiveInfinity, float.NegativeInfinity]));
    }

    [Fact]
    public void Fit_InfiniteValues_AreCutLikeOthers()
    {
        var trees = Fit([float.NegativeInfinity, 1, 2, float.PositiveInfinity], 1, [0, 0, 0, 1], OneSplit);

        Assert.Equal([0, 0, 0, 1], trees.Predict([float.NegativeInfinity, 1, 2, float.PositiveInfinity]));
    }

    [Fact]
    public void Fit_UnlabelledAndWeightlessRows_ChangeNothing()
    {
        var settings = new BoostingSettings(5, MinLeafRows: 1);
        var without = Fit([1, 2, 3, 4, 5, 6], 1, [0, 1, 0, 1, 1, 1], settings);

        var with = BoostedTrees.Fit([1, 2, 99, 3, 4, 5, -7, 6], 1, [0, 1, -1, 0, 1, 1, 0, 1], 2, [1, 1, 1, 1, 1, 1, 0, 1], settings, WorkTeam.Alone, CancellationToken.None);

        Assert.Equal(Bytes(without), Bytes(with));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Fit_AnyNumberOfThreads_GivesTheSameBits(int threads)
    {
        // More rows than a chunk of any step.
        var table = FormulaTable.Of(20_000, [20, 30], missing: true, many: true);
        using var team = new WorkTeam(threads);

        Assert.Equal(Bytes(Fit(WorkTeam.Alone)), Bytes(Fit(team)));

        BoostedTrees Fit(WorkTeam by) =>
            BoostedTrees.Fit(table.Values, FormulaTable.Features, table.Labels, 3, default, new BoostingSettings(2, Patience: 2), by, CancellationToken.None);
    }

    [Fact]
    public void Fit_OneHotColumns_FindsTheShareOfEachCategory()
    {
        const int Rows = 3000, Categories = 12;
        var (oneHot, labels) = (new float[Rows * Categories], new int[Rows]);
        for (var row = 0; row < Rows; row++)
        {
            var category = (int)(FormulaTable.Word(row, 1) % Categories);
            oneHot[row * Categories + category] = 1;
            labels[row] = FormulaTable.Word(row, 2) % 10 < (category % 3 == 0 ? 8 : 2) ? 1 : 0;
        }

        var probabilities = Fit(oneHot, Categories, labels, new BoostingSettings(50)).Probabilities(oneHot);

        for (var category = 0; category < Categories; category++)
        {
            var own = Enumerable.Range(0, Rows).Where(row => oneHot[row * Categories + category] == 1).ToList();
            Assert.Equal(own.Average(row => labels[row]), probabilities[2 * own[0] + 1], 0.02);
        }
    }

    [Fact]
    public void Fit_PermutedLabels_GivesChance()
    {
        var table = FormulaTable.Of(6000, [25]);
        var permuted = Enumerable.Range(0, 6000).Select(row => (int)(FormulaTable.Word(row, 77) & 1)).ToArray();
        var half = 3000 * FormulaTable.Features;

        var predicted = Fit(table.Values[..half], FormulaTable.Features, permuted[..3000], new BoostingSettings()).Predict(table.Values[half..]);

        Assert.InRange(predicted.Zip(permuted[3000..]).Average(pair => pair.First == pair.Second ? 1.0 : 0), 0.46, 0.54);
    }

    [Fact]
    public void Fit_WithPatience_StopsBeforeItLearnsNoise()
    {
        var table = FormulaTable.Of(2000, [25]);
        var noisy = table.Labels.Select((label, row) => FormulaTable.Word(row, 78) % 4 == 0 ? 1 - label : label).ToArray();

        var trees = Fit(table.Values, FormulaTable.Features, noisy, new BoostingSettings(300, Patience: 10));

        Assert.InRange(trees.Iterations, 5, 100);
    }

    [Fact]
    public void Fit_ClassThatDoesNotOccur_IsNeverPredicted()
    {
        var trees = BoostedTrees.Fit([1, 2, 3, 4], 1, [0, 0, 2, 2], 4, default, new BoostingSettings(20, MinLeafRows: 1), WorkTeam.Alone, CancellationToken.None);

        Assert.Equal([0, 0, 2, 2], trees.Predict([1, 2, 3, 4]));
        Assert.All(trees.Probabilities([1, 2, 3, 4]), p => Assert.InRange(p, 0, 1));
        Assert.InRange(trees.Probabilities([1])[1], 0, 1e-9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Fit_OneClassOrConstantColumns_PredictsTheShare(int rows)
    {
        Assert.All(Fit(Enumerable.Repeat(5f, rows).ToArray(), 1, Enumerable.Repeat(1, rows).ToArray(), OneSplit).Predict([5, 6]), label => Assert.Equal(1, label));
        Assert.Equal(0.5f, Fit([5, 5], 1, [0, 1], OneSplit).Probabilities([5])[0], 1e-6f);
    }

    [Fact]
    public void Read_OfWritten_AnswersTheSame()
    {
        var table = FormulaTable.Of(1000, [20, 30], missing: true);
        var trees = BoostedTrees.Fit(table.Values, FormulaTable.Features, table.Labels, 3, default, new BoostingSettings(5), WorkTeam.Alone, CancellationToken.None);

        var read = BoostedTrees.Read(Written(trees), "t");

        Assert.Equal(trees.Probabilities(table.Values), read.Probabilities(table.Values));
        Assert.Equal((FormulaTable.Features, 3, 5), (read.Features, read.Classes, read.Iterations));
        Assert.Equal(trees.Gains, read.Gains);
    }

    [Fact]
    public void Fit_Cancelled_Stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => BoostedTrees.Fit([1, 2], 1, [0, 1], 2, default, OneSplit, WorkTeam.Alone, cancelled.Token));
    }

    [Fact]
    public void Fit_WrongInput_SaysWhatAndWhere()
    {
        Says("Row 1 has the label 2", () => Fit([1, 2], 1, [0, 2], OneSplit));
        Says("nothing to learn from", () => Fit([1, 2], 1, [-1, -1], OneSplit));
        Says("3 values are not 2 rows of 1", () => Fit([1, 2, 3], 1, [0, 1], OneSplit));
        Says("Row 1 weighs NaN", () => BoostedTrees.Fit([1, 2], 1, [0, 1], 2, [1, float.NaN], OneSplit, WorkTeam.Alone, CancellationToken.None));
        Says("MaxBins", () => Fit([1, 2], 1, [0, 1], OneSplit with { MaxBins = 256 }));
        Says("LearningRate must be above 0", () => Fit([1, 2], 1, [0, 1], OneSplit with { LearningRate = double.NaN }));
        Says("set Patience to 0", () => Fit([1, 2], 1, [0, 1], OneSplit with { Patience = 1 }));
        Says("5 values are not rows of 2", () => Fit([1, 2, 3, 4], 2, [0, 1], OneSplit).Predict([1, 2, 3, 4, 5]));

        static void Says(string words, Action act) => Assert.Contains(words, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);
    }

    private static BoostedTrees Fit(float[] values, int features, int[] labels, BoostingSettings settings) =>
        BoostedTrees.Fit(values, features, labels, 2, default, settings, WorkTeam.Alone, CancellationToken.None);

    private static SafetensorsFile Written(BoostedTrees trees) => Safetensors.Read(Bytes(trees));

    private static byte[] Bytes(BoostedTrees trees)
    {
        var writer = new SafetensorsWriter();
        trees.Write(writer, "t");
        return writer.ToArray();
    }
}
