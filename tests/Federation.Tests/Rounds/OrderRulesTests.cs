using NetMl.Contracts.Federation;
using NetMl.Federation.GraphTasks;
using NetMl.Federation.Rounds;

namespace NetMl.Federation.Tests.Rounds;

public sealed class OrderRulesTests
{
    private static readonly string[] Sites = ["alder", "birch", "cedar", "elder"];
    private static readonly FederationPlan Secure = new("clinics", "m", ["Benign", "Malicious"], Rounds: 5);
    private static readonly FederationPlan Plain = Secure with { Security = new SecurityPlan(SecureAggregation: false) };
    private static readonly FederationPlan Private = Secure with { Privacy = new PrivacyPlan("distributed", MaximumEpsilon: 2, Clip: 0.5) };
    private static readonly FederationPlan Adaptive = Secure with { Privacy = new PrivacyPlan("central", AdaptiveClip: true) };
    private static readonly FederationPlan Bounded = Secure with { Robust = new RobustPlan("norm-bound", NormBound: 3) };

    public static TheoryData<FederationPlan> Plans => [Secure, Plain, Private, Adaptive, Bounded, Secure with { Security = new SecurityPlan(Neighbours: 3, ValueBits: 12) }];

    [Theory, MemberData(nameof(Plans))]
    public void Departure_OrdersOfTheServersOwn_AreNone(FederationPlan plan)
    {
        for (var round = Purposes.FirstRound(plan); Purposes.Of(plan, round) is { } purpose; round++)
            Assert.Null(Departure(plan, Order(plan, purpose), purpose, round));
    }

    public static TheoryData<string, FederationPlan, Func<RoundOrder, RoundOrder>> Changed => new()
    {
        { "without a mask", Secure, order => order with { RingBits = 0 } },
        { "bits", Secure, order => order with { RingBits = 1 } },
        { "bits", Secure, order => order with { ValueBits = 2 } },
        { "neighbours", Secure, order => order with { Threshold = 2 } },
        { "neighbours", Secure, order => order with { Neighbours = 3 } },
        { "numbers", Secure, order => order with { Length = 1 } },
        { "sum of 2 sites", Secure, order => order with { Sites = [.. Sites.Take(2)] } },
        { "at least", Secure, order => order with { Sites = ["alder", "birch", "birch", "birch"] } },
        { "cannot be one", Secure, order => order with { Sites = [.. Sites, "x 00\nbirch"] } },
        { "sum of 1 sites", Plain, order => order with { Sites = ["alder"] } },
        { "not in the plan", Plain, order => order with { RingBits = 32 } },
        { "noise", Private, order => order with { NoiseMultiplier = 0.001 } },
        { "noise", Private, order => order with { NoiseMultiplier = double.NaN } },
        { "norm", Private, order => order with { Clip = 1e6 } },
        { "norm", Private, order => order with { Clip = 0 } },
        { "norm", Adaptive, order => order with { Clip = 0 } },
        { "norm", Adaptive, order => order with { Clip = double.PositiveInfinity } },
        { "norm", Bounded, order => order with { Clip = 0 } },
        { "norm", Secure, order => order with { Clip = 1e-9 } },
    };

    [Theory, MemberData(nameof(Changed))]
    public void Departure_ChangedOrder_SaysWhatIsNotAgreed(string expected, FederationPlan plan, Func<RoundOrder, RoundOrder> change) =>
        Assert.Contains(expected, Departure(plan, change(Order(plan, Purposes.Training)), Purposes.Training, 1));

    [Theory]
    [InlineData(Purposes.Training, 6)]
    [InlineData(Purposes.Training, 0)]
    [InlineData(Purposes.Means, -7)]
    [InlineData(Purposes.Boundary, 0)]
    [InlineData(Purposes.Final, 3)]
    public void Departure_RoundThatIsNotInThePlan_IsRefused(string purpose, int round) =>
        Assert.Contains("does not have", Departure(Secure, Order(Secure, Purposes.Training), purpose, round));

    private static string? Departure(FederationPlan plan, RoundOrder order, string purpose, int round) =>
        OrderRules.Departure(plan, PlannedNetwork.Parameters(plan), round, purpose, order);

    private static RoundOrder Order(FederationPlan plan, string purpose) =>
        Cohorts.Order(FederationMachine.Create(plan, "run-1", PlannedNetwork.Parameters(plan)).State, purpose, Sites);
}
