using NetMl.Contracts.Federation;
using NetMl.Federation.Privacy;
using NetMl.Federation.Rounds;
using NetMl.Federation.SecureAggregation;

namespace NetMl.Federation.Tests.Rounds;

/// <summary>A server that does not keep to the plan finds no site that goes along.</summary>
public sealed class OrderRulesTests
{
    private const int Parameters = 1000;
    private static readonly string[] Sites = ["a", "b", "c", "d", "e", "f"];
    private static readonly FederationPlan Plan = new("banks", "m", ["x", "y"], Cohort: new CohortPlan(Minimum: 5), Privacy: new PrivacyPlan("distributed"));

    [Theory]
    [InlineData("none", true)]
    [InlineData("none", false)]
    [InlineData("central", true)]
    [InlineData("central", false)]
    [InlineData("distributed", true)]
    [InlineData("local", true)]
    public void Refuses_OrderOfThePlan_Nothing(string mode, bool secure)
    {
        var plan = Plan with { Privacy = new PrivacyPlan(mode), Security = new SecurityPlan(secure) };

        Assert.Null(OrderRules.Refuses(new PlanParts(plan), 1, Purposes.Training, Parameters, OrderOf(plan)));
    }

    public static TheoryData<string, Func<RoundOrder, RoundOrder>> Lies => new()
    {
        { "at least 5", order => order with { Sites = Sites[..4] } },
        { "clipping norm of 0", order => order with { Clip = 0 } },
        { "clipping norm of 1E+30", order => order with { Clip = 1e30 } },
        { "noise multiplier of 0.01", order => order with { NoiseMultiplier = 0.01 } },
        { "noise multiplier of NaN", order => order with { NoiseMultiplier = double.NaN } },
        { "3 neighbours", order => order with { Neighbours = 3, Threshold = 2 } },
        { "threshold of 4", order => order with { Threshold = 4 } },
        { "8 bits", order => order with { ValueBits = 8 } },
        { "in 0", order => order with { RingBits = 0 } },
        { "one of the two is of another version", order => order with { Length = 1 } },
        { "such as cannot be", order => order with { Sites = [.. Sites, "x 00\nbirch"] } },
        { "twice", order => order with { Sites = ["a", "b", "b", "b", "b", "b"] } },
    };

    [Theory, MemberData(nameof(Lies))]
    public void Refuses_OrderAgainstThePlan_SaysWhat(string expected, Func<RoundOrder, RoundOrder> lie) =>
        Assert.Contains(expected, OrderRules.Refuses(new PlanParts(Plan), 1, Purposes.Training, Parameters, lie(OrderOf(Plan))), StringComparison.Ordinal);

    public static TheoryData<string, FederationPlan, Func<RoundOrder, RoundOrder>> OpenLies => new()
    {
        { "clipping norm of 1E-09", Plan with { Privacy = null }, order => order with { Clip = 1e-9 } },
        { "clipping norm of 0", Plan with { Privacy = null, Robust = new RobustPlan("norm-bound") }, order => order with { Clip = 0 } },
        { "a mask, against the plan", Plan with { Privacy = null, Security = new SecurityPlan(false) }, order => order with { RingBits = 32 } },
    };

    [Theory, MemberData(nameof(OpenLies))]
    public void Refuses_OrderAgainstAPlanWithoutPrivacy_SaysWhat(string expected, FederationPlan plan, Func<RoundOrder, RoundOrder> lie)
    {
        Assert.Null(OrderRules.Refuses(new PlanParts(plan), 1, Purposes.Training, Parameters, OrderOf(plan)));
        Assert.Contains(expected, OrderRules.Refuses(new PlanParts(plan), 1, Purposes.Training, Parameters, lie(OrderOf(plan))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Purposes.Training, 21)]
    [InlineData(Purposes.Training, -9)]
    [InlineData(Purposes.Means, 1)]
    [InlineData(Purposes.Final, 3)]
    public void Refuses_RoundThatThePlanDoesNotHave_SaysSo(string purpose, int round) =>
        Assert.Contains("The plan has no", OrderRules.Refuses(new PlanParts(Plan), round, purpose, Parameters, OrderOf(Plan)), StringComparison.Ordinal);

    // Six sites: ⌈0.67 · 6⌉ = 5 share the noise and must be in the sum.
    [Theory]
    [InlineData(6, true)]
    [InlineData(5, true)]
    [InlineData(4, false)]
    [InlineData(1, false)]
    public void Refuses_FewSurvivors_IsNeverUnmasked(int survivors, bool isGood)
    {
        var refusal = OrderRules.Refuses(new PlanParts(Plan), OrderOf(Plan), new SurvivorList(Sites[..survivors], Sites[survivors..]));

        Assert.Equal(isGood, refusal is null);
    }

    /// <summary>What the sites' shares add up to in the smallest sum that server and site let through is worth the plan's ε.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(40)]
    [InlineData(400)]
    public void Of_DistributedNoise_FewestSurvivorsCarryAllOfIt(int sites)
    {
        var parts = new PlanParts(Plan);

        var privacy = RoundPrivacy.Of(parts, parts.Terms, parts.Layout(Purposes.Training, Parameters), sites, 1);

        Assert.True(privacy.FewestSurvivors >= Math.Max(5, 0.67 * sites));
        Assert.True(privacy.Noise.SiteSigma * Math.Sqrt(privacy.FewestSurvivors) >= parts.Terms.NoiseMultiplier);
        Assert.True(privacy.Encoding?.Range >= DistributedGaussian.NeededRange(1, privacy.Noise.SiteSigma, sites));
        Assert.Equal(parts.Terms.NoiseMultiplier, privacy.Noise.Cost.NoiseMultiplier, 0.01);
    }

    private static RoundOrder OrderOf(FederationPlan plan)
    {
        var state = FederationMachine.Create(plan, "run", Parameters).State;
        return Cohorts.Order(state, Purposes.Training, Sites);
    }
}
