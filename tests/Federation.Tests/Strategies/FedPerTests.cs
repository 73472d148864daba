using NetMl.Contracts.Federation;
using NetMl.Federation.Learning;
using NetMl.Federation.Strategies;
using NetMl.Federation.Tests.Learning;

namespace NetMl.Federation.Tests.Strategies;

public sealed class FedPerTests
{
    private static readonly LocalOrder Order = new(1, 0.5, BatchUnits: 0);

    // Two parameters: the first shared, the second each site's own.
    private static IFederatedStrategy Create() => FederatedStrategies.Create(new StrategyPlan("fed-per"), new LocalPlan(), new[] { false, true });

    [Fact]
    public void Work_Head_StaysAtTheSite()
    {
        var memory = new SiteMemory();

        var contribution = Create().Work(new QuadraticObjective(1, [2, 8]), new float[] { 0, 0 }, memory, Order, new Random(1), CancellationToken.None);

        Assert.Equal([1f, 0f], contribution.Values);
        Assert.Equal([4f], memory.Values);
    }

    [Fact]
    public void Work_SecondRound_GoesOnFromTheOwnHead()
    {
        var memory = new SiteMemory();
        var strategy = Create();
        var objective = new QuadraticObjective(1, [2, 8]);

        strategy.Work(objective, new float[] { 0, 0 }, memory, Order, new Random(1), CancellationToken.None);
        strategy.Work(objective, new float[] { 1, 0 }, memory, Order, new Random(1), CancellationToken.None);

        Assert.Equal([6f], memory.Values);
        Assert.Equal([1f, 6f], strategy.ModelOf(objective, new float[] { 1, 0 }, memory).ToArray());
    }

    [Fact]
    public void Step_NoiseOnTheHead_DoesNotMoveIt()
    {
        var strategy = Create();

        var next = strategy.Step(strategy.Start(new float[] { 1, 5 }), new RoundSum(new float[] { 0.5f, 0.01f }, 1, 1, 1));

        Assert.Equal([1.5f, 5f], next.Global);
    }
}
