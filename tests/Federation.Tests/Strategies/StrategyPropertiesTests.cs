using NetMl.Contracts.Federation;
using NetMl.Federation.Learning;
using NetMl.Federation.Simulation;
using NetMl.Federation.Strategies;
using NetMl.Federation.Tests.Learning;
using NetMl.Federation.Tests.Simulation;

namespace NetMl.Federation.Tests.Strategies;

public sealed class StrategyPropertiesTests
{
    private const int Classes = 3;
    private static readonly LocalOrder Order = new(2, 0.1, BatchUnits: 10);

    public static TheoryData<string> AllNames => [.. FederatedStrategies.Names];

    [Theory]
    [MemberData(nameof(AllNames))]
    public void Create_EveryName_GivesAStrategyThatLearns(string name)
    {
        var strategy = Create(name);
        var federation = Federation(strategy, equalSizes: false);

        var first = federation.RunRound(CancellationToken.None);
        for (var round = 1; round < 12; round++)
            federation.RunRound(CancellationToken.None);

        // What sites use themselves: with their own head, or of their cluster.
        var objective = Site(0, 60);
        var last = objective.Loss(strategy.ModelOf(objective, federation.State.Global, federation.MemoryOf(0)).ToArray());
        Assert.Equal(name, strategy.Name);
        Assert.Equal(12, federation.State.Round);
        Assert.True(last < 0.75 * first.Loss, $"{last} after {first.Loss}");
    }

    [Theory]
    [MemberData(nameof(AllNames))]
    public void Work_EveryName_HasTheStatedLengthsAndChangesNoInput(string name)
    {
        var strategy = Create(name);
        var objective = Site(1, 40);
        var state = strategy.Start(new float[objective.Parameters]);
        float[] before = [.. state.Global];

        var contribution = strategy.Work(objective, state.Global, new SiteMemory(), Order, new Random(1), CancellationToken.None);
        var next = strategy.Step(state, new RoundSum(contribution.Values, 1, 1, 1));

        Assert.Equal(strategy.GlobalLength(objective.Parameters), state.Global.Length);
        Assert.Equal(strategy.ContributionLength(objective.Parameters), contribution.Values.Length);
        Assert.Equal(objective.Parameters, strategy.Model(next).Length);
        Assert.Equal(40, contribution.Items);
        Assert.Equal(before, state.Global);
        Assert.NotEqual(before, next.Global);
    }

    [Theory]
    [MemberData(nameof(AllNames))]
    public void Step_SumThatCannotBe_IsRefused(string name)
    {
        var strategy = Create(name);
        var state = strategy.Start(new float[Site(0, 1).Parameters]);
        var mean = new float[strategy.ContributionLength(Site(0, 1).Parameters)];
        var bad = new float[mean.Length];
        bad[3] = float.NaN;

        Assert.Throws<ArgumentException>(() => strategy.Step(state, new RoundSum(mean.AsMemory(1), 1, 1, 1)));
        Assert.Throws<ArgumentException>(() => strategy.Step(state, new RoundSum(mean, 0, 1, 1)));
        Assert.Throws<ArgumentException>(() => strategy.Step(state, new RoundSum(bad, 1, 1, 1)));
    }

    [Theory]
    [InlineData("fed-prox", true)]
    [InlineData("q-fed-avg", true)]
    [InlineData("clustered", true)]
    [InlineData("fed-buff", true)]
    [InlineData("fed-nova", true)]
    // Sites of unequal size take unequal numbers of steps: fed-nova is another strategy then, the others are FedAvg still.
    [InlineData("fed-prox", false)]
    [InlineData("q-fed-avg", false)]
    [InlineData("clustered", false)]
    public void Rounds_NeutralSetting_AreFedAvg(string name, bool equalSizes)
    {
        var plain = Federation(Create("fed-avg"), equalSizes);
        var neutral = Federation(FederatedStrategies.Create(new StrategyPlan(name, Mu: 0, Q: 0, Clusters: 1), new LocalPlan(Optimiser: "sgd"), default), equalSizes);

        for (var round = 0; round < 3; round++)
        {
            plain.RunRound(CancellationToken.None);
            neutral.RunRound(CancellationToken.None);
        }

        AssertClose(plain.Model.Span, neutral.Model.Span, 1e-5);
    }

    [Fact]
    public void Rounds_FedNovaWithUnequalSteps_DoesNotFollowWhoeverStepsMore()
    {
        // Targets 0 (2 steps a round) and 1 (10 steps), equal weights: the mean of the optima is 0.5.
        var average = Settle(Create("fed-avg"), 200, (new QuadraticObjective(1, [0]), 2), (new QuadraticObjective(1, [1]), 10));
        var normalised = Settle(Create("fed-nova"), 200, (new QuadraticObjective(1, [0]), 2), (new QuadraticObjective(1, [1]), 10));

        // Fixed points by hand, η = 0.05: a_i = 1 − 0.95^τ; a₂/(a₁ + a₂), and the same with a_i/τ_i.
        Assert.Equal(0.8045, average, 1e-3);
        Assert.Equal(0.4515, normalised, 1e-3);
    }

    [Fact]
    public void Rounds_ScaffoldOnUnequalCurvatures_FindsTheOptimumThatFedAvgMisses()
    {
        // Curvatures 1 and 10 around 0 and 1: the optimum is 10/11. FedAvg settles where 10 local steps balance: a₂/(a₁ + a₂), a = 1 − (1 − ηh)^10.
        var average = Settle(Create("fed-avg"), 300, (new QuadraticObjective(1, [0]), 10), (new QuadraticObjective(10, [1]), 10));
        var corrected = Settle(Create("scaffold"), 300, (new QuadraticObjective(1, [0]), 10), (new QuadraticObjective(10, [1]), 10));

        Assert.Equal(0.7134, average, 1e-3);
        Assert.Equal(10 / 11.0, corrected, 1e-3);
    }

    [Fact]
    public void Rounds_QFedAvg_ServesTheWorstSiteBetterThanFedAvg()
    {
        // Two sites want 0, one wants 1.
        (ILocalObjective, int)[] sites = [(new QuadraticObjective(1, [0]), 5), (new QuadraticObjective(1, [0]), 5), (new QuadraticObjective(1, [1]), 5)];

        var average = Settle(Create("fed-avg"), 300, sites);
        var fair = Settle(FederatedStrategies.Create(new StrategyPlan("q-fed-avg", Q: 2), new LocalPlan(Optimiser: "sgd"), default), 3000, sites);

        Assert.Equal(1 / 3.0, average, 1e-3);
        // Optimum of Σ F³: 2·w⁵ = (1 − w)⁵, w = 1/(1 + 2^(1/5)).
        Assert.Equal(1 / (1 + Math.Pow(2, 0.2)), fair, 5e-3);
    }

    private static double Settle(IFederatedStrategy strategy, int rounds, params (ILocalObjective Objective, int Steps)[] sites)
    {
        var state = strategy.Start(new float[1]);
        SiteMemory[] memories = [.. sites.Select(_ => new SiteMemory())];
        for (var round = 0; round < rounds; round++)
        {
            float[][] values = [.. sites.Select((site, i) => strategy.Work(
                site.Objective, state.Global, memories[i], new LocalOrder(site.Steps, 0.05, BatchUnits: 0), new Random(round), CancellationToken.None).Values)];
            float[] mean = [.. Enumerable.Range(0, values[0].Length).Select(k => values.Average(value => value[k]))];
            state = strategy.Step(state, new RoundSum(mean, sites.Length, sites.Length, sites.Length));
        }
        return strategy.Model(state).Span[0];
    }

    private static IFederatedStrategy Create(string name)
    {
        var personal = new bool[Classes * (SyntheticSites.Width + 1)];
        personal.AsSpan(Classes * SyntheticSites.Width).Fill(true);
        return FederatedStrategies.Create(new StrategyPlan(name, Q: 0.5), new LocalPlan(Optimiser: "sgd"), name == "fed-per" ? personal : default);
    }

    private static VirtualFederation Federation(IFederatedStrategy strategy, bool equalSizes) => new(
        strategy, new SimulationPlan(4, Sampling: "all", MaximumItems: 100, Threads: 1), Order, site => Site(site, equalSizes ? 60 : 60 - 15 * site), new float[Classes * (SyntheticSites.Width + 1)]);

    private static LogisticObjective Site(int site, int count) => SyntheticSites.Objective(site, count, Classes);

    private static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }
}
