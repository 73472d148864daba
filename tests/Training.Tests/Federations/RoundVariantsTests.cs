using NetMl.Contracts.Federation;
using NetMl.Federation.Rounds;

namespace NetMl.Training.Tests.Federations;

/// <summary>Robust, asynchronous and private rounds, against one actor.</summary>
public sealed class RoundVariantsTests
{
    [Fact]
    public async Task Robust_OneSiteLies_MedianStaysWithTheOthers()
    {
        var plan = Gathering.PlanOf(secure: false, rounds: 1) with { Robust = new RobustPlan("median", 1), Cohort = new CohortPlan(Minimum: 3) };
        using var gathering = await Gathering.OfAsync(plan, 3, restartsEachTurn: true);
        await gathering.ReachAsync(Purposes.Training, RoundSteps.Update);
        gathering["c"].Value = 3;

        await gathering.RunAsync();

        FederationActorTests.AssertClose(gathering.Expected(1, 0.02), await gathering.GlobalAsync());
        Assert.DoesNotContain(gathering.Bench.Saved.Keys, key => key.StartsWith("single", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FedBuff_LateUpdate_CountsInALaterRoundByItsStaleness()
    {
        var plan = Gathering.PlanOf(secure: false, rounds: 2) with { Strategy = new StrategyPlan("fed-buff", Buffer: 2), Cohort = new CohortPlan(Minimum: 2) };
        using var gathering = await Gathering.OfAsync(plan, 3);
        await gathering.ReachAsync(Purposes.Training, RoundSteps.Update);
        var late = await gathering["c"].TaskAsync();

        await gathering["a"].ActAsync();
        await gathering["b"].ActAsync();
        var vector = await gathering["c"].VectorAsync(late, late.Order ?? throw new InvalidOperationException());
        var answer = await gathering["c"].UploadAsync(late, vector, chunks: int.MaxValue);
        await gathering["a"].ActAsync();

        Assert.Equal(200, answer.Status);
        await gathering.RunAsync();
        FederationActorTests.AssertClose(gathering.Expected(1, (0.01 + 0.02) / 2 + (0.03 / Math.Sqrt(2) + 0.01) / 2), await gathering.GlobalAsync());
    }

    [Theory]
    [InlineData("central", false, false)]
    [InlineData("central", true, true)]
    [InlineData("local", true, false)]
    [InlineData("distributed", true, false)]
    public async Task Privacy_BudgetForTwoRoundsOfFive_StopsAndPublishesWithTheEpsilon(string mode, bool secure, bool adaptive)
    {
        var plan = Gathering.PlanOf(secure, rounds: 5) with { Privacy = new PrivacyPlan(mode, NoiseMultiplier: 1, MaximumEpsilon: 8, AdaptiveClip: adaptive) };
        // Two noisy steps of multiplier 1; a third would go beyond. Nothing is asked of the sites before training.
        var two = Federation.Privacy.PrivacyAccountant.Epsilon(1, 1, 2, 1e-5);
        plan = plan with { Privacy = (plan.Privacy ?? new PrivacyPlan()) with { MaximumEpsilon = two * 1.01 } };
        using var gathering = await Gathering.OfAsync(plan, 3);
        gathering.Sites.ForEach(site => site.Weight = 1);

        await gathering.RunAsync();

        var status = await gathering.Bench.StatusAsync();
        Assert.Equal(FederationStates.Completed, status.State);
        Assert.Equal(["training", "training"], status.Rounds.Select(round => round.Purpose));
        Assert.Contains("after 2 of 5 rounds", status.Note);
        Assert.Equal(two, status.Epsilon ?? 0, 6);
        Assert.All(status.Rounds, round => Assert.Null(round.Loss));
        Assert.True(status.Rounds.Zip(status.Rounds.Skip(1)).All(pair => pair.First.Epsilon < pair.Second.Epsilon));
        Assert.Equal(adaptive, status.Rounds[1].Clip != status.Rounds[0].Clip);
    }

    [Fact]
    public async Task Privacy_Central_MovesTheModelByNoise()
    {
        var plan = Gathering.PlanOf(secure: false, rounds: 1) with { Privacy = new PrivacyPlan("central", NoiseMultiplier: 3, MaximumEpsilon: 100) };
        using var gathering = await Gathering.OfAsync(plan, 3);
        gathering.Sites.ForEach(site => site.Weight = 1);

        await gathering.RunAsync();

        // Mean of three with σ = z·C: the noise of each parameter has deviation 3 / 3; a sample of n has one within 5 / √(2n) of it.
        var (expected, actual) = (gathering.Expected(1, 0.02), await gathering.GlobalAsync());
        var deviation = Math.Sqrt(expected.Zip(actual, (one, other) => Math.Pow(one - other, 2)).Average());
        Assert.InRange(deviation, 1 - 5 / Math.Sqrt(2 * expected.Length), 1 + 5 / Math.Sqrt(2 * expected.Length));
    }
}
