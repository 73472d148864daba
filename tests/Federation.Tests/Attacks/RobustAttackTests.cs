using System.Collections.Concurrent;
using NetMl.Contracts.Federation;
using NetMl.Federation.Learning;
using NetMl.Federation.Robust;
using NetMl.Federation.Simulation;
using NetMl.Federation.Strategies;
using NetMl.Federation.Tests.Simulation;

namespace NetMl.Federation.Tests.Attacks;

/// <summary>
/// 3 of 15 sites lie while a classifier is learned, and send their lies tenfold. With a robust rule its accuracy falls by at most 3 points (norm-bound, which only
/// bounds what a liar can do: 12 points); with the plain mean it falls below one half.
/// </summary>
public sealed class RobustAttackTests
{
    private const int Sites = 15;
    private const int Liars = 3;
    private const int Rounds = 8;
    private static readonly ConcurrentDictionary<(string? Rule, string? Attack, int Classes), double> Accuracies = new();
    private static readonly LocalOrder Order = new(1, 0.05, BatchUnits: 10);

    public static TheoryData<string, string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, int>();
            foreach (var rule in RobustRules.Names.Where(name => name != "none"))
            {
                foreach (var attack in (string[])["label-flipping", "sign-flipping"])
                {
                    cases.Add(rule, attack, 2);
                    cases.Add(rule, attack, 10);
                }
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rounds_LiarsWithinTheBound_MoveTheRobustModelLittleAndThePlainMeanFar(string rule, string attack, int classes)
    {
        var losesAtMost = rule == "norm-bound" ? 0.12 : 0.03;

        var honest = Accuracy(null, null, classes);
        var robust = Accuracy(rule, attack, classes);
        var plain = Accuracy(null, attack, classes);

        Assert.True(honest > 0.9, $"without liars {honest:P1}");
        Assert.True(robust >= honest - losesAtMost, $"{rule} under {attack}: {robust:P1} instead of {honest:P1}");
        Assert.True(plain < 0.5, $"the plain mean under {attack}: {plain:P1}");
    }

    private static double Accuracy(string? rule, string? attack, int classes) => Accuracies.GetOrAdd((rule, attack, classes), key => Train(key.Rule, key.Attack, key.Classes));

    private static double Train(string? rule, string? attack, int classes)
    {
        var federation = new VirtualFederation(
            new BoostedLies(FederatedStrategies.Create(new StrategyPlan(), new LocalPlan(Optimiser: "sgd"), default)), new SimulationPlan(Sites, Sampling: "all", MaximumItems: 0, Threads: 1), Order,
            site => Site(site, attack, classes), new float[classes * (SyntheticSites.Width + 1)],
            // Honest updates have norms of about 0.5 to 1.5. Site 0 is honest, and the one that fl-trust trusts.
            rule is null ? null : RobustRules.Create(rule, Liars, normBound: 1, trusted: 0));
        for (var round = 0; round < Rounds; round++)
            federation.RunRound(CancellationToken.None);
        return new LogisticObjective(Examples.None(SyntheticSites.Width), SyntheticSites.Draw(1000, 1000, classes), classes).Test(federation.Model.ToArray()).Accuracy;
    }

    private static ILocalObjective Site(int site, string? attack, int classes)
    {
        var lies = attack is not null && site >= Sites - Liars;
        // Tenfold, as in model replacement: a lie of honest size would be drowned by 12 honest sites even in the plain mean.
        return (lies, attack) switch
        {
            (true, "label-flipping") => new Liar(Objective(label => (label + 1) % classes), 10),
            (true, _) => new Liar(Objective(null), -10),
            _ => Objective(null),
        };

        LogisticObjective Objective(Func<int, int>? relabel) => new(SyntheticSites.Draw(site, 100, classes, relabel), Examples.None(SyntheticSites.Width), classes);
    }

    /// <summary>A lying site, and the factor on what it sends.</summary>
    private sealed class Liar(ILocalObjective inner, float factor) : ILocalObjective
    {
        public float Factor => factor;

        public int Parameters => inner.Parameters;

        public int Items => inner.Items;

        public int Units => inner.Units;

        public int ItemsOf(int unit) => inner.ItemsOf(unit);

        public double AddGradient(int unit, Memory<float> parameters, Memory<float> gradient) => inner.AddGradient(unit, parameters, gradient);

        public double Loss(Memory<float> parameters) => inner.Loss(parameters);
    }

    /// <summary>The strategy as liars run it: honest sites are as ever, liars multiply what they send.</summary>
    private sealed class BoostedLies(IFederatedStrategy inner) : IFederatedStrategy
    {
        public string Name => inner.Name;

        public int GlobalLength(int parameters) => inner.GlobalLength(parameters);

        public int ContributionLength(int parameters) => inner.ContributionLength(parameters);

        public SiteContribution Work(ILocalObjective objective, ReadOnlyMemory<float> global, SiteMemory memory, LocalOrder order, Random random, CancellationToken cancellationToken)
        {
            var contribution = inner.Work(objective, global, memory, order, random, cancellationToken);
            return objective is Liar liar ? contribution with { Values = [.. contribution.Values.Select(value => value * liar.Factor)] } : contribution;
        }

        public StrategyState Start(ReadOnlyMemory<float> initial) => inner.Start(initial);

        public StrategyState Step(StrategyState state, RoundSum sum) => inner.Step(state, sum);

        public ReadOnlyMemory<float> Model(StrategyState state) => inner.Model(state);

        public ReadOnlyMemory<float> ModelOf(ILocalObjective objective, ReadOnlyMemory<float> global, SiteMemory memory) => global;
    }
}
