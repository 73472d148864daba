using NetMl.Tensors.Files;
using NetMl.Tensors.Parallelism;
using NetMl.Trees.Tests.Fixtures;

namespace NetMl.Trees.Tests.Explaining;

public sealed class TreeShapleyTests
{
    private const double Tolerance = 1e-9;

    /// <summary>Lundberg, Erion, Lee 2018 ("Consistent individualized feature attribution for tree ensembles"), figure 1: fever and cough, each node reached evenly.</summary>
    [Theory]
    [InlineData(0, 1, 0f, 0f, 0f, 80f, 20, 30, 30)]
    [InlineData(1, 0, 0f, 0f, 10f, 90f, 25, 30, 35)]
    public void Explain_TreesOfThePaper_HasThePapersShares(int first, int second, float noNo, float noYes, float yesNo, float yesYes, double mean, double fever, double cough)
    {
        var trees = Read([first, second, second, -1, -1, -1, -1], [0.5f, 0.5f, 0.5f, noNo, noYes, yesNo, yesYes], [1, 3, 5, 0, 0, 0, 0], new byte[7], [40, 20, 20, 10, 10, 10, 10]);

        var why = trees.Explain([1, 1], 1, CancellationToken.None);

        Assert.Equal([mean, yesYes, fever, cough], [why.Mean, why.OfRow, why.Shares[0], why.Shares[1]], (one, other) => Math.Abs(one - other) < Tolerance);
    }

    /// <summary>One feature asked twice, unevenly: x ≤ 2 (3 of 4 rows); then x ≤ 1 (1 of 3). All of the way is x's share.</summary>
    [Fact]
    public void Explain_FeatureAskedTwice_CountsOnce()
    {
        var trees = Read([0, 0, -1, -1, -1], [2, 1, 9, 3, 6], [1, 3, 0, 0, 0], [0, 1, 0, 0, 0], [4, 3, 1, 1, 2]);

        var why = trees.Explain([1.5f, 7], 1, CancellationToken.None);

        Assert.Equal((3 + 2 * 6 + 9) / 4.0, why.Mean, Tolerance);
        Assert.Equal([0.0, 0], [why.Shares[0] - (6 - why.Mean), why.Shares[1]], (one, other) => Math.Abs(one - other) < Tolerance);
    }

    [Theory]
    [InlineData(new[] { 40.0 }, false)]
    [InlineData(new[] { 40.0 }, true)]
    [InlineData(new[] { 25.0, 50 }, true)]
    public void Explain_LearntTrees_EqualsTheMeanOverAllOrders(double[] edges, bool missing)
    {
        var table = FormulaTable.Of(400, edges, missing, many: true);
        var classes = edges.Length + 1;
        var trees = Fit(table, classes, new BoostingSettings(Iterations: 4, MaxLeaves: 12, MinLeafRows: 3));
        var (file, all) = (Written(trees), 1 << FormulaTable.Features);

        for (var row = 0; row < 10; row++)
            for (var of = 0; of < classes; of++)
            {
                var x = table.Values.AsSpan(row * FormulaTable.Features, FormulaTable.Features).ToArray();
                var why = trees.Explain(x, of, CancellationToken.None);
                var worth = Enumerable.Range(0, all).Select(known => KnownScore.Of(file, x, of, known)).ToArray();

                Assert.Equal(worth[0], why.Mean, Tolerance);
                Assert.Equal(worth[all - 1], why.OfRow, Tolerance);
                for (var f = 0; f < FormulaTable.Features; f++)
                    Assert.Equal(KnownScore.Shapley(worth, FormulaTable.Features, f), why.Shares[f], Tolerance);
            }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Explain_TreesOfRealSize_AddsUpAndBeginsAtTheMean(int classes)
    {
        var table = FormulaTable.Of(3_000, [.. Enumerable.Range(1, classes - 1).Select(edge => 70.0 * edge / classes)], missing: true, many: true);
        var trees = Fit(table, classes, new BoostingSettings(Iterations: 60, MaxLeaves: 63, MinLeafRows: 1));

        for (var row = 0; row < 20; row++)
        {
            var why = trees.Explain(table.Values.AsSpan(row * FormulaTable.Features, FormulaTable.Features), classes - 1, CancellationToken.None);
            Assert.Equal(why.OfRow, why.Mean + why.Shares.Sum(), 1e-8);
        }
        // With two classes the scores of the training rows can be told from their probabilities.
        if (classes == 2)
        {
            var probabilities = trees.Probabilities(table.Values);
            var mean = Enumerable.Range(0, table.Labels.Length).Average(row => Math.Log((double)probabilities[2 * row + 1] / probabilities[2 * row]));
            Assert.Equal(mean, trees.Explain(table.Values.AsSpan(0, FormulaTable.Features), 1, CancellationToken.None).Mean, 1e-4);
        }
    }

    [Fact]
    public void Explain_FirstOfTwoClasses_IsTheSecondTurnedRound()
    {
        var table = FormulaTable.Of(200, [40]);
        var trees = Fit(table, 2, new BoostingSettings(Iterations: 3, MinLeafRows: 5));

        var (first, second) = (trees.Explain(table.Values.AsSpan(0, 6), 0, CancellationToken.None), trees.Explain(table.Values.AsSpan(0, 6), 1, CancellationToken.None));

        Assert.Equal(-second.Mean, first.Mean);
        Assert.Equal(Array.ConvertAll(second.Shares, share => -share), first.Shares);
        Assert.Equal(trees.Probabilities(table.Values.AsSpan(0, 6))[0], 1 / (1 + Math.Exp(-first.OfRow)), 1e-6);
    }

    /// <summary>Rounds after the best one are forgotten, and what is known of their nodes with them.</summary>
    [Fact]
    public void Explain_StoppedEarlyAndReadFromItsFile_IsTheSame()
    {
        var table = FormulaTable.Of(500, [40], missing: true);
        var trees = Fit(table, 2, new BoostingSettings(Iterations: 80, MinLeafRows: 2, Patience: 3));

        var read = BoostedTrees.Read(Written(trees), "t");

        var row = table.Values.AsSpan(6, 6);
        Assert.Equal(trees.Explain(row, 1, CancellationToken.None).Shares, read.Explain(row, 1, CancellationToken.None).Shares);
    }

    [Fact]
    public void Explain_FileWithoutRows_IsRefused()
    {
        var trees = Read([0, -1, -1], [0.5f, -1, 1], [1, 0, 0], new byte[3], null);

        Assert.False(trees.CanExplain);
        Assert.Equal([1], trees.Predict([1, 0]));
        Assert.Contains("not known", Assert.Throws<InvalidOperationException>(() => trees.Explain([1, 0], 1, CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 2, 3, "by 4 training rows, its children by 2 and 3")]
    [InlineData(4, 4, 0, "by 0 training rows")]
    [InlineData(-2, int.MaxValue, int.MaxValue, "by -2 training rows")]
    public void Read_RowsThatDoNotAddUp_AreRefused(int root, int left, int right, string words) =>
        Assert.Contains(words, Assert.Throws<InvalidDataException>(() => Read([0, -1, -1], [0.5f, -1, 1], [1, 0, 0], new byte[3], [root, left, right])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 2)]
    [InlineData(2, -1)]
    public void Explain_OtherRowOrClass_IsRefused(int width, int of)
    {
        var trees = Read([0, -1, -1], [0.5f, -1, 1], [1, 0, 0], new byte[3], [2, 1, 1]);

        Assert.ThrowsAny<ArgumentException>(() => trees.Explain(new float[width], of, CancellationToken.None));
    }

    private static BoostedTrees Fit(FormulaTable table, int classes, BoostingSettings settings) =>
        BoostedTrees.Fit(table.Values, FormulaTable.Features, table.Labels, classes, [], settings, WorkTeam.Alone, CancellationToken.None);

    private static SafetensorsFile Written(BoostedTrees trees)
    {
        var writer = new SafetensorsWriter();
        trees.Write(writer, "t");
        return Safetensors.Read(writer.ToArray());
    }

    private static BoostedTrees Read(int[] feature, float[] value, int[] left, byte[] missingLeft, int[]? rows)
    {
        var writer = new SafetensorsWriter();
        writer.Add("t.feature", feature);
        writer.Add("t.value", value);
        writer.Add("t.left", left);
        writer.Add("t.missing_left", missingLeft);
        writer.Add("t.root", [0]);
        writer.Add("t.output", [0]);
        writer.Add("t.baseline", [0.0]);
        writer.Add("t.gains", [0.0, 1.0]);
        if (rows is not null)
            writer.Add("t.rows", rows);
        return BoostedTrees.Read(Safetensors.Read(writer.ToArray()), "t");
    }
}
