using NetMl.Gnn.Scores;

namespace NetMl.Gnn.Tests.Scores;

/// <summary>Differences between two models: what is known in closed form, and how often equal models are called different.</summary>
public sealed class PairedBootstrapTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public void OfClasses_SameAnswers_AreNoDifference()
    {
        int[] truth = [0, 1, 2, 1, 0], told = [0, 1, 1, 1, 2];

        var (accuracy, macroF1) = PairedBootstrap.OfClasses(truth, told, told, 3, 1, 1, None);

        Assert.Equal(new PairedDifference(0, 0, 0, 1), accuracy);
        Assert.Equal(accuracy, macroF1);
    }

    /// <summary>The variance of a paired difference of shares: (b + c − (b − c)²/n)/n² for b and c items that one model alone gets right (McNemar 1947).</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void OfClasses_Accuracy_HasTheIntervalOfMcNemar(int block)
    {
        const int Items = 2000;
        var random = new Random(3);
        int[] truth = new int[Items], first = new int[Items], second = new int[Items];
        for (var item = 0; item < Items; item++)
            (first[item], second[item]) = (random.NextDouble() < 0.1 ? 1 : 0, random.NextDouble() < 0.15 ? 1 : 0);
        var (b, c) = (Enumerable.Range(0, Items).Count(item => first[item] == 0 && second[item] == 1), Enumerable.Range(0, Items).Count(item => first[item] == 1 && second[item] == 0));
        var error = Math.Sqrt(b + c - (double)(b - c) * (b - c) / Items) / Items;

        var (accuracy, _) = PairedBootstrap.OfClasses(truth, first, second, 2, block, 1, None);

        Assert.Equal((double)(b - c) / Items, accuracy.Difference, 1e-12);
        Assert.InRange((accuracy.High - accuracy.Low) / (2 * 1.96 * error), 0.85, 1.15);
        Assert.InRange(accuracy.Chance, 0, 0.01);
        Assert.Equal(accuracy, PairedBootstrap.OfClasses(truth, first, second, 2, block, 1, None).Accuracy);
    }

    /// <summary>Two models of the same worth are called different in about one of twenty draws.</summary>
    [Fact]
    public void OfClasses_EquallyGoodModels_AreSeldomCalledDifferent()
    {
        var (random, called) = (new Random(5), 0);
        for (var draw = 0; draw < 100; draw++)
        {
            var told = new int[2][];
            for (var model = 0; model < 2; model++)
                told[model] = [.. Enumerable.Range(0, 300).Select(_ => random.NextDouble() < 0.2 ? 1 : 0)];
            called += PairedBootstrap.OfClasses(new int[300], told[0], told[1], 2, 1, draw, None).Accuracy.Chance < 0.05 ? 1 : 0;
        }

        Assert.InRange(called, 1, 12);
    }

    /// <summary>Copies of the same item prove nothing new: with blocks as long as the copies the interval is that of the items.</summary>
    [Fact]
    public void OfClasses_CopiedItems_NeedBlocks()
    {
        var random = new Random(7);
        int[] one = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble() < 0.1 ? 1 : 0)], other = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble() < 0.2 ? 1 : 0)];
        static int[] Copied(int[] items) => [.. items.SelectMany(item => Enumerable.Repeat(item, 50))];
        static double Width(PairedDifference difference) => difference.High - difference.Low;

        var single = PairedBootstrap.OfClasses(new int[200], one, other, 2, 1, 1, None).Accuracy;
        var blocks = PairedBootstrap.OfClasses(new int[10_000], Copied(one), Copied(other), 2, 50, 1, None).Accuracy;
        var naive = PairedBootstrap.OfClasses(new int[10_000], Copied(one), Copied(other), 2, 1, 1, None).Accuracy;

        Assert.InRange(Width(blocks) / Width(single), 0.8, 1.25);
        Assert.True(Width(naive) < Width(blocks) / 4);
    }

    [Fact]
    public void OfRankings_Differences_AreThoseOfTheTwoMeasures()
    {
        var random = new Random(9);
        bool[] truth = [.. Enumerable.Range(0, 400).Select(_ => random.NextDouble() < 0.2)];
        float[] Scores(double noise) => [.. truth.Select(attack => (float)Math.Round((attack ? 1 : 0) + noise * random.NextDouble(), 1))];
        var (good, bad) = (Scores(1.5), Scores(6));

        var (auroc, precision) = PairedBootstrap.OfRankings(good, bad, truth, 1, 1, None);
        var (same, _) = PairedBootstrap.OfRankings(good, good, truth, 1, 1, None);

        Assert.Equal(AreaUnderCurve.Of(good, truth) - AreaUnderCurve.Of(bad, truth), auroc.Difference, 1e-12);
        Assert.Equal(AveragePrecision.Of(good, truth) - AveragePrecision.Of(bad, truth), precision.Difference, 1e-12);
        Assert.True(auroc.Low > 0 && auroc.Low < auroc.Difference && auroc.Difference < auroc.High && auroc.Chance < 0.01, $"{auroc}");
        Assert.Equal(new PairedDifference(0, 0, 0, 1), same);
    }

    [Fact]
    public void OfClasses_NoItemsOrOtherLengths_Throws()
    {
        Assert.Throws<ArgumentException>(() => PairedBootstrap.OfClasses([], [], [], 2, 1, 1, None));
        Assert.Throws<ArgumentException>(() => PairedBootstrap.OfClasses([0], [0, 1], [0], 2, 1, 1, None));
    }
}
