using NetMl.Contracts.Federation;
using NetMl.Federation.Rounds;

namespace NetMl.Federation.Tests.Rounds;

public sealed class PlanRulesTests
{
    private static readonly FederationPlan Good = new("banks", "m", ["Benign", "Malicious"]);
    private static readonly FederationPlan Plain = Good with { Security = new SecurityPlan(SecureAggregation: false) };

    public static TheoryData<string, string, FederationPlan> Wrong => new()
    {
        { "name", "a-z", Good with { Name = "Not a name" } },
        { "model", "a-z", Good with { Model = "" } },
        { "task", "host-anomaly", Good with { Task = "regression" } },
        { "classes", "2 to 64", Good with { Classes = ["one"] } },
        { "classes", "2 to 64", Good with { Classes = ["one", "one"] } },
        { "classes", "empty", Good with { Task = "host-anomaly" } },
        { "rounds", "1 to 1000", Good with { Rounds = 0 } },
        { "local.optimiser", "sgd or adam", Good with { Local = new LocalPlan(Optimiser: "lbfgs") } },
        { "strategy", "scaffold", Good with { Strategy = new StrategyPlan("scaffold") } },
        { "strategy", "fed-avg", Good with { Strategy = new StrategyPlan("fed-best") } },
        { "strategy.name", "secure aggregation", Good with { Strategy = new StrategyPlan("fed-buff") } },
        { "strategy.buffer", "cohort.minimum", Plain with { Strategy = new StrategyPlan("fed-buff", Buffer: 2) } },
        { "cohort.minimum", "3 to 1000", Good with { Cohort = new CohortPlan(Minimum: 2) } },
        { "cohort.sampling", "poisson", Good with { Cohort = new CohortPlan(Sampling: "some") } },
        { "cohort.minimum", "larger", Plain with { Robust = new RobustPlan("krum", 1) } },
        { "security.thresholdFraction", "above 1/2", Good with { Security = new SecurityPlan(ThresholdFraction: 0.5) } },
        { "security.valueBits", "1000 sites", Good with { Security = new SecurityPlan(ValueBits: 30) } },
        { "security.compression", "float16", Plain with { Security = new SecurityPlan(false, Compression: "zip") } },
        { "privacy.mode", "central", Good with { Privacy = new PrivacyPlan("some") } },
        { "privacy.mode", "protects nobody", Plain with { Privacy = new PrivacyPlan("distributed") } },
        { "privacy.maximumEpsilon", "0.01", Good with { Privacy = new PrivacyPlan("central", MaximumEpsilon: 0) } },
        { "privacy.delta", "0.01", Good with { Privacy = new PrivacyPlan("central", Delta: 1) } },
        { "privacy.adaptiveClip", "all noise", Good with { Privacy = new PrivacyPlan("local", AdaptiveClip: true) } },
        { "robust.rule", "norm-bound", Good with { Robust = new RobustPlan("krum") } },
        { "robust.rule", "one of", Good with { Robust = new RobustPlan("trust-me") } },
        { "robust.trustedSite", "yardstick", Plain with { Robust = new RobustPlan("fl-trust") } },
        { "hiddenSize", "1000000", Good with { HiddenSize = 512, Strategy = new StrategyPlan("clustered", Clusters: 16) } },
        { "cohort.minimum", "3 to 1000", Good with { Cohort = new CohortPlan(Minimum: 1), Privacy = new PrivacyPlan("central") } },
        { "security.range", "whole weight", Good with { Security = new SecurityPlan(Range: 0.5) } },
        { "security.valueBits", "more bits", Good with { HiddenSize = 64, Security = new SecurityPlan(ValueBits: 8), Privacy = new PrivacyPlan("distributed") } },
        { "privacy.noiseMultiplier", "first round", Good with { Privacy = new PrivacyPlan("central", NoiseMultiplier: 0.1) } },
        { "strategy.name", "exact loss", Plain with { Strategy = new StrategyPlan("q-fed-avg"), Local = new LocalPlan(Optimiser: "sgd", PrivateNoise: 1) } },
        { "boundary", "without privacy", Good with { Boundary = new BoundaryPlan(), Local = new LocalPlan(PrivateNoise: 1) } },
        { "boundary", "single updates", Plain with { Boundary = new BoundaryPlan(), Cohort = new CohortPlan(Minimum: 5), Robust = new RobustPlan("krum", 1) } },
        { "boundary", "buckets", Good with { Boundary = new BoundaryPlan(Buckets: 1) } },
        { "boundary", "without privacy", Good with { Boundary = new BoundaryPlan(), Privacy = new PrivacyPlan("central") } },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void Check_WrongPlan_NamesTheFieldAndTheChoices(string field, string choice, FederationPlan plan)
    {
        var problems = PlanRules.Check(plan);

        Assert.True(problems.ContainsKey(field), PlanRules.Sentence(problems));
        Assert.Contains(choice, problems[field][0], StringComparison.Ordinal);
    }

    public static TheoryData<FederationPlan> Fine =>
    [
        Good, Plain,
        Good with { Task = "host-anomaly", Classes = [] },
        Good with { Strategy = new StrategyPlan("scaffold"), Local = new LocalPlan(Optimiser: "sgd") },
        Good with { Robust = new RobustPlan("norm-bound") },
        Plain with { Robust = new RobustPlan("krum", 1), Cohort = new CohortPlan(Minimum: 5) },
        Plain with { Strategy = new StrategyPlan("fed-buff", Buffer: 3) },
        Good with { Privacy = new PrivacyPlan("distributed") },
        Good with { Privacy = new PrivacyPlan("distributed", AdaptiveClip: true) },
        Good with { Privacy = new PrivacyPlan("central", AdaptiveClip: true), Cohort = new CohortPlan(Sampling: "poisson", Fraction: 0.5) },
        Good with { Boundary = new BoundaryPlan() },
    ];

    [Theory, MemberData(nameof(Fine))]
    public void Check_PlanThatCanRun_FindsNothing(FederationPlan plan)
    {
        Assert.Equal("", string.Join("; ", PlanRules.Check(plan).Select(problem => $"{problem.Key}: {problem.Value[0]}")));
    }
}
