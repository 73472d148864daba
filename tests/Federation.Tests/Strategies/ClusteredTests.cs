using NetMl.Contracts.Federation;
using NetMl.Federation.Learning;
using NetMl.Federation.Simulation;
using NetMl.Federation.Strategies;
using NetMl.Federation.Tests.Learning;
using NetMl.Federation.Tests.Simulation;

namespace NetMl.Federation.Tests.Strategies;

public sealed class ClusteredTests
{
    private static IFederatedStrategy Create(int clusters) => FederatedStrategies.Create(new StrategyPlan("clustered", Clusters: clusters), new LocalPlan(), default);

    [Fact]
    public void Work_LowestLoss_FillsItsSlotAlone()
    {
        // Models 0 and 6; the site wants 5.
        var contribution = Create(2).Work(new QuadraticObjective(1, [5]), new float[] { 0, 6 }, new SiteMemory(), new LocalOrder(1, 0.5), new Random(1), CancellationToken.None);

        Assert.Equal([0, -0.5f, 0, 1], contribution.Values);
    }

    [Fact]
    public void Work_SumsOfOtherChoices_LookTheSame()
    {
        var strategy = Create(2);
        var global = new float[] { 0, 6 };
        float[] Of(float target) => strategy.Work(new QuadraticObjective(1, [target]), global, new SiteMemory(), new LocalOrder(1, 0.5), new Random(1), CancellationToken.None).Values;

        // Who chose what: (1, 5) and (5, 1) leave the same sum.
        Assert.Equal(Of(1).Zip(Of(5), (a, b) => a + b), Of(5).Zip(Of(1), (a, b) => a + b));
    }

    [Fact]
    public void Start_SeveralModels_DifferFromEachOtherAndAreTheSameEveryTime()
    {
        var initial = new float[50];

        var state = Create(3).Start(initial);

        Assert.Equal(state.Global, Create(3).Start(initial).Global);
        Assert.Equal(3, state.Global.Chunk(50).Select(model => string.Join(' ', model)).Distinct().Count());
    }

    [Fact]
    public void Rounds_TwoGroupsWithOppositeLabels_FindTheirOwnModels()
    {
        // Odd sites call class 0 what even sites call class 1.
        ILocalObjective Site(int site) => new LogisticObjective(SyntheticSites.Draw(site, 80, 2, label => site % 2 == 0 ? label : 1 - label), Examples.None(SyntheticSites.Width), 2);
        var plan = new SimulationPlan(8, Sampling: "all", MaximumItems: 0, Threads: 1);
        var order = new LocalOrder(2, 0.1, BatchUnits: 10);
        var parameters = 2 * (SyntheticSites.Width + 1);
        var clustered = Create(2);
        var federation = new VirtualFederation(clustered, plan, order, Site, new float[parameters]);
        var one = new VirtualFederation(Create(1), plan, order, Site, new float[parameters]);

        for (var round = 0; round < 15; round++)
        {
            federation.RunRound(CancellationToken.None);
            one.RunRound(CancellationToken.None);
        }

        for (var site = 0; site < 8; site++)
        {
            var objective = Site(site);
            Assert.True(objective.Loss(clustered.ModelOf(objective, federation.State.Global, federation.MemoryOf(site)).ToArray()) < 0.3);
            Assert.True(objective.Loss(one.Model.ToArray()) > 0.5);
        }
    }
}
