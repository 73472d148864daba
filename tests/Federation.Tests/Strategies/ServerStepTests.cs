using NetMl.Contracts.Federation;
using NetMl.Federation.Strategies;

namespace NetMl.Federation.Tests.Strategies;

/// <summary>Two steps of each server optimiser from x = 1 with Δ = 0.5, then −0.2; the numbers follow from the formulas of Reddi et al. in double precision.</summary>
public sealed class ServerStepTests
{
    private const double Tolerance = 2e-6;

    [Theory]
    [InlineData("fed-avg", 1.5, 1.3)]
    // v = 0.5, then 0.9·0.5 − 0.2 = 0.25.
    [InlineData("fed-avgm", 1.5, 1.75)]
    [InlineData("fed-adam", 1.0980201901, 1.1437841288)]
    [InlineData("fed-yogi", 1.0098019998, 1.0143589767)]
    [InlineData("fed-adagrad", 1.0099800200, 1.0146137908)]
    [InlineData("fed-prox", 1.5, 1.3)]
    [InlineData("fed-buff", 1.5, 1.3)]
    public void Step_TwoChanges_FollowTheFormula(string name, double first, double second)
    {
        var strategy = FederatedStrategies.Create(new StrategyPlan(name), new LocalPlan(), default);

        var one = strategy.Step(strategy.Start(new float[] { 1 }), new RoundSum(new float[] { 0.5f }, 1, 1, 1));
        var two = strategy.Step(one, new RoundSum(new float[] { -0.2f }, 1, 1, 1));

        Assert.Equal(first, strategy.Model(one).Span[0], Tolerance);
        Assert.Equal(second, strategy.Model(two).Span[0], Tolerance);
        Assert.Equal(2, two.Round);
    }

    [Fact]
    public void Step_ServerLearningRate_ScalesTheStep()
    {
        var strategy = FederatedStrategies.Create(new StrategyPlan("fed-avg", ServerLearningRate: 0.5), new LocalPlan(), default);

        var next = strategy.Step(strategy.Start(new float[] { 1 }), new RoundSum(new float[] { 1 }, 1, 1, 1));

        Assert.Equal(1.5f, strategy.Model(next).Span[0]);
    }

    [Fact]
    public void Step_Scaffold_MovesTheVariateByTheCohortsShare()
    {
        var strategy = FederatedStrategies.Create(new StrategyPlan("scaffold"), new LocalPlan(Optimiser: "sgd"), default);
        var state = new StrategyState(3, [1, 10], []);

        // 2 of 8 sites: c = 10 + 2/8 · 4.
        var next = strategy.Step(state, new RoundSum(new float[] { 0.5f, 4 }, 2, 2, 8));

        Assert.Equal([1.5f, 11], next.Global);
        Assert.Equal([1.5f], strategy.Model(next).ToArray());
    }

    [Fact]
    public void Step_FedNova_MultipliesTheMeanDirectionByTheMeanSteps()
    {
        var strategy = FederatedStrategies.Create(new StrategyPlan("fed-nova"), new LocalPlan(), default);

        // Directions 0.1 and 0.3 with 10 and 30 steps, equal weights: 0.2 · 20.
        var next = strategy.Step(strategy.Start(new float[] { 1 }), new RoundSum(new float[] { 0.2f, 20f / 1024 }, 2, 2, 2));

        Assert.Equal(5, next.Global[0], Tolerance);
    }

    [Fact]
    public void Step_QFedAvg_DividesByTheSumOfH()
    {
        var strategy = FederatedStrategies.Create(new StrategyPlan("q-fed-avg"), new LocalPlan(Optimiser: "sgd"), default);

        var next = strategy.Step(strategy.Start(new float[] { 1 }), new RoundSum(new float[] { 3, 6f / 256 }, 2, 2, 2));

        Assert.Equal(1.5, next.Global[0], Tolerance);
    }

    [Fact]
    public void Step_Clustered_MovesEachModelByItsOwnMean()
    {
        var strategy = FederatedStrategies.Create(new StrategyPlan("clustered", Clusters: 3), new LocalPlan(), default);
        var state = new StrategyState(0, [1, 2, 3], new float[3]);

        // Half of the weight chose the first (mean change 0.4), half the second (−1), nobody the third.
        var next = strategy.Step(state, new RoundSum(new float[] { 0.2f, -0.5f, 0, 0.5f, 0.5f, 0 }, 2, 2, 2));

        Assert.Equal([1.4f, 1, 3], next.Global);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 0.5)]
    [InlineData(8, 1 / 3.0)]
    public void StalenessFactor_IsOneOverTheRootOfOnePlusTau(int staleness, double factor)
    {
        var strategy = Assert.IsAssignableFrom<IBufferedStrategy>(FederatedStrategies.Create(new StrategyPlan("fed-buff", Buffer: 5), new LocalPlan(), default));

        Assert.Equal(factor, strategy.StalenessFactor(staleness), 1e-12);
        Assert.Equal(5, strategy.Buffer);
    }
}
