using System.Runtime.InteropServices;
using NetMl.Contracts.Federation;
using NetMl.Federation.Rounds;

namespace NetMl.Training.Tests.Federations;

/// <summary>What an actor stores, opens and spends where privacy is promised.</summary>
public sealed class PrivateRoundsTests
{
    private const double Noise = 3;

    [Fact]
    public async Task Update_CentralWithoutMasks_IsStoredOnlyUnderTheNoise()
    {
        using var gathering = await OfAsync(PlanOf("central", secure: false), 3);
        var task = await gathering.ReachAsync(Purposes.Training, RoundSteps.Update);

        await gathering["a"].ActAsync(task);

        var layout = gathering["a"].Layout(task);
        var sum = MemoryMarshal.Cast<byte, double>(gathering.Bench.Saved["sum.0"])[..layout.Values].ToArray();
        // One clipped update, of norm 1 at most, under noise of deviation z·C.
        var deviation = Math.Sqrt(sum.Average(number => number * number));
        Assert.InRange(deviation, Noise * (1 - 5 / Math.Sqrt(2 * sum.Length)), Noise * (1 + 5 / Math.Sqrt(2 * sum.Length)));
        Assert.DoesNotContain(gathering.Bench.Saved.Keys, key => key.StartsWith("single", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Update_CentralWithoutMasksAndTooLong_IsClippedAgain()
    {
        using var gathering = await OfAsync(PlanOf("central", secure: false) with { Rounds = 1, Privacy = new PrivacyPlan("central", NoiseMultiplier: 0.5, MaximumEpsilon: 1000) }, 3);
        await gathering.ReachAsync(Purposes.Training, RoundSteps.Update);
        gathering["c"].Value = 1000;

        await gathering.RunAsync();

        var norm = (await gathering.Bench.StatusAsync()).Rounds[0].UpdateNorm ?? double.NaN;
        var length = gathering.Expected(0, 0).Length;
        Assert.InRange(norm, 0, 1 + 0.5 / 3 * Math.Sqrt(length) * 1.5);
    }

    [Fact]
    public async Task Attempt_LocalNoiseAndGivenUp_IsSpentAsTheServerReadTheUpdate()
    {
        using var gathering = await OfAsync(PlanOf("local", secure: false), 3);
        var task = await gathering.ReachAsync(Purposes.Training, RoundSteps.Update);
        await gathering["a"].UploadAsync(task, await gathering["a"].VectorAsync(task, task.Order ?? throw new InvalidOperationException()), chunks: 1);
        var before = (await gathering.Bench.StatusAsync()).Epsilon;

        gathering.Bench.Time.Advance(TimeSpan.FromSeconds(61));
        await gathering.Bench.FireReminderAsync();
        var after = (await gathering.Bench.StatusAsync()).Epsilon;
        await gathering["b"].ActAsync();
        await gathering.Bench.CallAsync(actor => actor.StopAsync());

        Assert.Equal(0, before);
        Assert.Equal(NetMl.Federation.Privacy.PrivacyAccountant.Epsilon(1, Noise, 1, 1e-5), after ?? 0, 1e-9);
        Assert.Equal(NetMl.Federation.Privacy.PrivacyAccountant.Epsilon(1, Noise, 2, 1e-5), (await gathering.Bench.StatusAsync()).Epsilon ?? 0, 1e-9);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Round_IsSpentInTheStoreBeforeItsSumIsOpened(bool secure)
    {
        using var gathering = await OfAsync(PlanOf("central", secure), 3);
        var spent = new List<int>();
        gathering.Bench.BeforeSave = () =>
        {
            var state = FederationState.Decode(gathering.Bench.Saved["state"], new Dictionary<string, byte[]>());
            if (state.Current?.Step == RoundSteps.Aggregate)
                spent.Add(state.Spent.Sum(step => step.Steps) - (state.Round - 1));
        };

        await gathering.RunAsync();

        Assert.NotEmpty(spent);
        Assert.All(spent, steps => Assert.Equal(1, steps));
    }

    [Fact]
    public async Task Round_FewerSitesThanTheMinimum_IsNeverConfirmedNorOpened()
    {
        using var gathering = await Gathering.OfAsync(Gathering.PlanOf(secure: true, rounds: 1) with { Cohort = new CohortPlan(Minimum: 4) }, 4);
        await gathering.ReachAsync(Purposes.Training, RoundSteps.Update);
        var rounds = (await gathering.Bench.StatusAsync()).Rounds.Count;

        // Three are enough for the threshold, and too few for the plan.
        await gathering.RunAsync(without: "d");
        gathering.Bench.Time.Advance(TimeSpan.FromSeconds(61));
        await gathering.Bench.FireReminderAsync();

        var status = await gathering.Bench.StatusAsync();
        Assert.Contains("4 are needed", status.Note);
        Assert.Equal((rounds, 2), (status.Rounds.Count, status.Attempt));
        Assert.DoesNotContain(gathering.Bench.Saved.Keys, key => key.StartsWith("sum", StringComparison.Ordinal) || key.StartsWith("message.1.1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("central", 0.0)]
    [InlineData("none", 1.1)]
    public async Task Run_PrivacyOfSitesOrOfWindows_NothingExactIsAskedOrTold(string mode, double privateNoise)
    {
        var plan = PlanOf(mode, secure: true) with { Local = new LocalPlan(PrivateNoise: privateNoise) };
        using var gathering = await OfAsync(plan, 3);

        await gathering.RunAsync();

        var status = await gathering.Bench.StatusAsync();
        Assert.Equal((FederationStates.Completed, plan.Rounds), (status.State, status.Rounds.Count));
        Assert.All(status.Rounds, round => Assert.Equal((Purposes.Training, null, null, null), (round.Purpose, round.Loss, round.MacroF1, round.Accuracy)));
    }

    private static async Task<Gathering> OfAsync(FederationPlan plan, int sites)
    {
        var gathering = await Gathering.OfAsync(plan, sites);
        gathering.Sites.ForEach(site => site.Weight = 1);
        return gathering;
    }

    private static FederationPlan PlanOf(string mode, bool secure) =>
        Gathering.PlanOf(secure) with { Privacy = new PrivacyPlan(mode, NoiseMultiplier: Noise, MaximumEpsilon: 1000), Security = new SecurityPlan(secure, Weighting: "equal") };
}
