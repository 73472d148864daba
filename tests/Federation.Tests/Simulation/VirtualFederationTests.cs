using NetMl.Contracts.Federation;
using NetMl.Federation.Learning;
using NetMl.Federation.Robust;
using NetMl.Federation.Simulation;
using NetMl.Federation.Strategies;

namespace NetMl.Federation.Tests.Simulation;

public sealed class VirtualFederationTests
{
    private const int Classes = 3;
    private const int Parameters = Classes * (SyntheticSites.Width + 1);
    private static readonly LocalOrder Order = new(2, 0.1, BatchUnits: 10);

    private static IFederatedStrategy Strategy(string name = "fed-avg") => FederatedStrategies.Create(new StrategyPlan(name), new LocalPlan(Optimiser: "sgd"), default);

    private static VirtualFederation Federation(SimulationPlan plan, string strategy = "fed-avg", LocalOrder? order = null) =>
        new(Strategy(strategy), plan, order ?? Order, site => SyntheticSites.Objective(site, 20 + site % 30, Classes), new float[Parameters]);

    [Theory]
    [InlineData("fed-avg")]
    [InlineData("scaffold")]
    public void RunRound_AnyNumberOfThreads_GivesTheSameBits(string strategy)
    {
        float[] Train(int threads)
        {
            var federation = Federation(new SimulationPlan(150, 0.6, StragglerShare: 0.3, DropoutShare: 0.1, Threads: threads), strategy);
            for (var round = 0; round < 3; round++)
                federation.RunRound(CancellationToken.None);
            return federation.State.Global;
        }

        var one = Train(1);

        Assert.Equal(one, Train(2));
        Assert.Equal(one, Train(7));
    }

    [Fact]
    public void RunRound_AnotherSeed_GivesAnotherModel()
    {
        var first = Federation(new SimulationPlan(20, 0.5, Seed: 1));
        var second = Federation(new SimulationPlan(20, 0.5, Seed: 2));

        first.RunRound(CancellationToken.None);
        second.RunRound(CancellationToken.None);

        Assert.NotEqual(first.State.Global, second.State.Global);
    }

    [Fact]
    public void RunRound_TenThousandSites_HoldsTheDataOfAFew()
    {
        // 10 000 sites · 200 examples · 9 numbers would be about 72 MB.
        List<WeakReference> made = [];
        var alive = 0;
        var federation = new VirtualFederation(Strategy(), new SimulationPlan(10_000, Sampling: "all", Threads: 1), new LocalOrder(1, 0.1, BatchUnits: 100), site =>
        {
            var objective = SyntheticSites.Objective(site, 200, Classes);
            made.Add(new WeakReference(objective));
            if (site % 2500 == 2499)
            {
                GC.Collect();
                alive = Math.Max(alive, made.Count(reference => reference.IsAlive));
            }
            return objective;
        }, new float[Parameters]);

        var round = federation.RunRound(CancellationToken.None);

        Assert.Equal(10_000, round.Summed);
        Assert.InRange(alive, 1, 4);
    }

    [Fact]
    public void RunRound_StragglersDropped_AreNotInTheSum()
    {
        var round = Federation(new SimulationPlan(20, 0.5, StragglerShare: 0.9, KeepsPartialWork: false)).RunRound(CancellationToken.None);

        Assert.Equal(10, round.Asked);
        Assert.Equal(1, round.Summed);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(1)]
    public void RunRound_StragglersKept_DoPartOfTheWork(int epochs)
    {
        var order = Order with { Epochs = epochs, LearningRate = 1e-4 };
        var whole = Federation(new SimulationPlan(20), order: order);
        var partial = Federation(new SimulationPlan(20, StragglerShare: 1), order: order);

        whole.RunRound(CancellationToken.None);
        var round = partial.RunRound(CancellationToken.None);

        // Steps this small add up along one line: the way is as long as the work.
        Assert.Equal(20, round.Summed);
        Assert.InRange(Norm(partial.Model) / Norm(whole.Model), 0.2, 0.8);
    }

    [Fact]
    public void RunRound_EverybodyAway_LeavesTheModel()
    {
        var federation = Federation(new SimulationPlan(5, DropoutShare: 1));

        var round = federation.RunRound(CancellationToken.None);

        Assert.Equal(0, round.Summed);
        Assert.True(double.IsNaN(round.Loss));
        Assert.Equal(1, federation.State.Round);
        Assert.All(federation.State.Global, value => Assert.Equal(0, value));
    }

    [Fact]
    public void RunRound_Weights_AreItemsUpToTheLimit()
    {
        // Site 0 has 20 items and site 1 has 21: with a limit of 20 both weigh 1.
        Assert.Equal(Train(0), Train(20));
        Assert.NotEqual(Train(0), Train(21));

        static float[] Train(int maximumItems)
        {
            var federation = Federation(new SimulationPlan(2, MaximumItems: maximumItems));
            federation.RunRound(CancellationToken.None);
            return federation.State.Global;
        }
    }

    [Fact]
    public void RunRound_RobustRule_NamesTheSiteThatItLeftOut()
    {
        // Site 4 turns its labels round.
        var federation = new VirtualFederation(
            Strategy(), new SimulationPlan(8, Sampling: "all"), Order,
            site => new LogisticObjective(SyntheticSites.Draw(site, 60, Classes, label => site == 4 ? (label + 1) % Classes : label), Examples.None(SyntheticSites.Width), Classes),
            new float[Parameters], RobustRules.Create("multi-krum", 1, 0, 0));

        Assert.Equal([4], federation.RunRound(CancellationToken.None).LeftOut);
    }

    private static double Norm(ReadOnlyMemory<float> model) => Math.Sqrt(model.ToArray().Sum(value => (double)value * value));
}
