using NetMl.Federation.Learning;

namespace NetMl.Federation.Tests.Learning;

public sealed class LocalTrainingTests
{
    private const double Tolerance = 1e-6;

    // Targets 2 and 4: the mean gradient at w is w − 3.
    private static QuadraticObjective Two() => new(1, [2], [4]);

    private static LocalUpdate Run(ILocalObjective objective, LocalOrder order, float[]? correction = null, int seed = 1) =>
        LocalTraining.Run(objective, new float[objective.Parameters], order, correction, new Random(seed), CancellationToken.None);

    [Fact]
    public void Run_OneStepOverAllUnits_FollowsTheMeanGradient()
    {
        var update = Run(Two(), new LocalOrder(1, 0.1, BatchUnits: 0));

        Assert.Equal(0.3, update.Delta[0], Tolerance);
        Assert.Equal(1, update.Steps);
        Assert.Equal((0.5 * 4 + 0.5 * 16) / 2, update.StartLoss, Tolerance);
    }

    [Fact]
    public void Run_ProximalTerm_PullsBackFromTheSecondStepOn()
    {
        var update = Run(Two(), new LocalOrder(2, 0.1, BatchUnits: 0, ProximalMu: 2));

        // 0.3 − 0.1·((0.3 − 3) + 2·0.3)
        Assert.Equal(0.51, update.Delta[0], Tolerance);
    }

    [Fact]
    public void Run_Correction_IsPartOfEveryGradient()
    {
        var update = Run(Two(), new LocalOrder(2, 0.1, BatchUnits: 0), correction: [1]);

        // 0.1·(3 − 1) = 0.2, then 0.1·(3 − 0.2 − 1) = 0.18.
        Assert.Equal(0.38, update.Delta[0], Tolerance);
    }

    [Fact]
    public void Run_Adam_TakesBiasCorrectedSteps()
    {
        var update = Run(Two(), new LocalOrder(3, 0.1, "adam", BatchUnits: 0));

        // Kingma and Ba's formulas, worked in double precision.
        Assert.Equal(0.2996184760, update.Delta[0], 1e-5);
    }

    [Fact]
    public void Run_Batches_TakeEveryUnitOncePerEpochInAnOrderOfTheSeed()
    {
        float[][] targets = [.. Enumerable.Range(0, 7).Select(i => new float[] { i })];
        var first = new QuadraticObjective(1, targets);
        var again = new QuadraticObjective(1, targets);
        var other = new QuadraticObjective(1, targets);
        var order = new LocalOrder(2, 0.01, BatchUnits: 3);

        var update = Run(first, order);
        Run(again, order);
        Run(other, order, seed: 2);

        Assert.Equal(6, update.Steps);
        Assert.Equal(Enumerable.Range(0, 7), first.Asked.Take(7).Order());
        Assert.Equal(Enumerable.Range(0, 7), first.Asked.Skip(7).Order());
        Assert.Equal(first.Asked, again.Asked);
        Assert.NotEqual(first.Asked, other.Asked);
    }

    [Fact]
    public void Run_MaximumSteps_StopsThere()
    {
        var objective = new QuadraticObjective(1, [1], [2], [3]);

        var update = Run(objective, new LocalOrder(5, 0.1, MaximumSteps: 4));

        Assert.Equal(4, update.Steps);
        Assert.Equal(4, objective.Asked.Count);
    }

    [Fact]
    public void Run_LeavingTheFiniteNumbers_SaysWhatToDo()
    {
        var error = Assert.Throws<ArithmeticException>(() => Run(new QuadraticObjective(1e6, [1]), new LocalOrder(50, 10)));

        Assert.Contains("lower the learning rate", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("momentum", 0.1, 0)]
    [InlineData("sgd", 0, 0)]
    [InlineData("sgd", double.NaN, 0)]
    [InlineData("sgd", 0.1, -1)]
    public void Run_WrongOrder_IsRefused(string optimiser, double rate, double mu) =>
        Assert.Throws<ArgumentException>(() => Run(Two(), new LocalOrder(1, rate, optimiser, ProximalMu: mu)));

    [Fact]
    public void Run_PrivateWithLooseClipAndAlmostNoNoise_IsPlainTraining()
    {
        var update = Run(Two(), new LocalOrder(1, 0.1, BatchUnits: 0, PrivateNoise: 1e-9, PrivateClip: 100));

        Assert.Equal(0.3, update.Delta[0], 1e-5);
    }

    [Fact]
    public void Run_PrivateWithTightClip_BoundsEachUnit()
    {
        // Gradients −2 and −4000 are both cut to −1.
        var update = Run(new QuadraticObjective(1, [2], [4000]), new LocalOrder(1, 0.1, BatchUnits: 0, PrivateNoise: 1e-9, PrivateClip: 1));

        Assert.Equal(0.1, update.Delta[0], 1e-5);
    }

    [Fact]
    public void Run_PrivateNoise_HasTheStatedDeviation()
    {
        const int Parameters = 20_000;
        var update = Run(new QuadraticObjective(1, new float[Parameters], new float[Parameters]), new LocalOrder(1, 0.1, BatchUnits: 0, PrivateNoise: 3, PrivateClip: 2));

        // η·σ·C/batch = 0.1·3·2/2 = 0.3; six standard errors of the deviation are 3 %.
        var deviation = Math.Sqrt(update.Delta.Average(value => (double)value * value));
        Assert.InRange(deviation, 0.3 * 0.97, 0.3 * 1.03);
    }

    [Fact]
    public void Run_PrivateBatches_AreDrawnByCoins()
    {
        float[][] targets = [.. Enumerable.Range(0, 100).Select(_ => new float[] { 0 })];
        var objective = new QuadraticObjective(1, targets);

        var update = Run(objective, new LocalOrder(40, 1e-6, BatchUnits: 10, PrivateNoise: 1, PrivateClip: 1));

        // 400 steps of 100 coins of chance 0.1: 4000 ± 60. A batch goes up through the units, so a step down begins the next one; fixed batches would all have 10.
        Assert.Equal(400, update.Steps);
        Assert.InRange(objective.Asked.Count, 4000 - 360, 4000 + 360);
        var begins = Enumerable.Range(1, objective.Asked.Count - 1).Where(i => objective.Asked[i] <= objective.Asked[i - 1]).ToArray();
        Assert.True(begins.Zip(begins.Skip(1), (a, b) => b - a).Distinct().Count() > 5);
    }
}
