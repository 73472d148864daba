using NetMl.Contracts.Federation;
using NetMl.Federation.Learning;
using NetMl.Federation.Simulation;
using NetMl.Federation.Strategies;

namespace NetMl.Federation.Tests.Simulation;

public sealed class AsynchronousFederationTests
{
    private const int Classes = 3;
    private static readonly LocalOrder Order = new(1, 0.1, BatchUnits: 10);

    private static IBufferedStrategy Buffered(int buffer) =>
        Assert.IsAssignableFrom<IBufferedStrategy>(FederatedStrategies.Create(new StrategyPlan("fed-buff", Buffer: buffer), new LocalPlan(), default));

    private static AsynchronousFederation Federation(int threads, int buffer = 5, int concurrency = 20) => new(
        Buffered(buffer), new AsynchronousPlan(60, concurrency, Threads: threads), Order, site => SyntheticSites.Objective(site, 40, Classes), new float[Classes * (SyntheticSites.Width + 1)]);

    [Fact]
    public void RunStep_AnyNumberOfThreads_GivesTheSameBitsAndTimes()
    {
        (float[] Model, double Time) Train(int threads)
        {
            var federation = Federation(threads);
            var time = Enumerable.Range(0, 8).Select(_ => federation.RunStep(CancellationToken.None).Time).Last();
            return (federation.State.Global, time);
        }

        var one = Train(1);
        var four = Train(4);

        Assert.Equal(one.Model, four.Model);
        Assert.Equal(one.Time, four.Time);
    }

    [Fact]
    public void RunStep_ManySteps_LearnsFromLateUpdatesToo()
    {
        var federation = Federation(threads: 2);

        AsynchronousStep[] steps = [.. Enumerable.Range(0, 30).Select(_ => federation.RunStep(CancellationToken.None))];

        Assert.All(steps, step => Assert.Equal(5, step.Staleness.Count));
        Assert.All(steps[0].Staleness, staleness => Assert.Equal(0, staleness));
        Assert.Contains(steps, step => step.Staleness.Max() >= 3);
        Assert.Equal(steps.Select(step => step.Time).Order(), steps.Select(step => step.Time));
        Assert.True(steps[^5..].Average(step => step.Loss) < 0.5 * steps[0].Loss);
    }

    [Fact]
    public void RunStep_LateUpdates_AreScaledByTheirFactor()
    {
        // Every site's change is exactly 1, so the model moves by the mean of the factors.
        var strategy = new Ones(Buffered(4));
        var federation = new AsynchronousFederation(strategy, new AsynchronousPlan(40, 20, Threads: 1), Order, site => SyntheticSites.Objective(site, 1, Classes), new float[Classes * (SyntheticSites.Width + 1)]);
        var expected = 0.0;

        for (var i = 0; i < 12; i++)
            expected += federation.RunStep(CancellationToken.None).Staleness.Average(staleness => 1 / Math.Sqrt(1 + staleness));

        Assert.InRange(expected, 1, 11);
        Assert.Equal(expected, federation.Model.Span[0], 1e-4);
    }

    [Fact]
    public void Constructor_TooFewSites_IsRefused() => Assert.Throws<ArgumentException>(() => Federation(1, buffer: 41));

    /// <summary>A buffered strategy whose sites always contribute ones.</summary>
    private sealed class Ones(IBufferedStrategy inner) : IBufferedStrategy
    {
        public string Name => inner.Name;

        public int Buffer => inner.Buffer;

        public double StalenessFactor(int staleness) => inner.StalenessFactor(staleness);

        public int GlobalLength(int parameters) => parameters;

        public int ContributionLength(int parameters) => parameters;

        public SiteContribution Work(ILocalObjective objective, ReadOnlyMemory<float> global, SiteMemory memory, LocalOrder order, Random random, CancellationToken cancellationToken)
        {
            var values = new float[global.Length];
            Array.Fill(values, 1);
            return new SiteContribution(values, objective.Items, 0);
        }

        public StrategyState Start(ReadOnlyMemory<float> initial) => inner.Start(initial);

        public StrategyState Step(StrategyState state, RoundSum sum) => inner.Step(state, sum);

        public ReadOnlyMemory<float> Model(StrategyState state) => inner.Model(state);

        public ReadOnlyMemory<float> ModelOf(ILocalObjective objective, ReadOnlyMemory<float> global, SiteMemory memory) => global;
    }
}
