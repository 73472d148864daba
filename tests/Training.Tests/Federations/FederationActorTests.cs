using NetMl.Contracts.Federation;
using NetMl.Federation.Rounds;

namespace NetMl.Training.Tests.Federations;

/// <summary>Whole federations against one actor. Sites send constant updates, so the model after each round is known beforehand.</summary>
public sealed class FederationActorTests
{
    /// <summary>Of one decoded mean: three sites' rounding to the grid of the ring, and float32 sums.</summary>
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Run_AllSitesWork_PublishesOnceAndTheModelIsTheirMean(bool secure, bool restartsEachTurn)
    {
        using var gathering = await Gathering.OfAsync(Gathering.PlanOf(secure), 3, restartsEachTurn);

        await gathering.RunAsync();

        var status = await gathering.Bench.StatusAsync();
        Assert.Equal((FederationStates.Completed, null), (status.State, status.Error));
        Assert.Equal(["means", "spreads", "training", "training", "final"], status.Rounds.Select(round => round.Purpose));
        Assert.All(status.Rounds, round => Assert.Equal((3, 3, 1), (round.Selected, round.Summed, round.Attempts)));
        Assert.Single(gathering.Bench.Published);
        Assert.All(status.Sites, site => Assert.Equal((5, 0, "online"), (site.Completed, site.Dropped, site.State)));
        AssertClose(gathering.Expected(2, (0.01 + 0.02 + 0.03) / 3), await gathering.GlobalAsync());
        Assert.InRange(status.Rounds[2].Loss ?? 0, 0.25 - Tolerance, 0.25 + Tolerance);
        Assert.InRange(status.Rounds[2].MacroF1 ?? 0, 0.5 - Tolerance, 0.5 + Tolerance);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_WhenOver_LeavesNothingOfTheRunBehind(bool secure)
    {
        using var gathering = await Gathering.OfAsync(Gathering.PlanOf(secure), 3);

        await gathering.RunAsync();

        Assert.All(gathering.Bench.Saved.Keys, key => Assert.Matches("^(state|keys|transcript|message)", key));
        Assert.True(gathering.Bench.VectorNames.Count <= 6, string.Join(" ", gathering.Bench.VectorNames));
        Assert.Null(gathering.Bench.Reminders.Due);
    }

    [Fact]
    public async Task Run_UnequalWeights_WeighsTheMean()
    {
        using var gathering = await Gathering.OfAsync(Gathering.PlanOf(secure: true, rounds: 1), 3);
        gathering["a"].Weight = 1;

        await gathering.RunAsync();

        AssertClose(gathering.Expected(1, (0.01 * 1 + 0.02 * 0.5 + 0.03 * 0.5) / 2), await gathering.GlobalAsync());
    }

    [Fact]
    public async Task Run_SitesOfAPlainFederationLeave_MinimumDecides()
    {
        using var gathering = await Gathering.OfAsync(Gathering.PlanOf(secure: false) with { Cohort = new CohortPlan(Minimum: 2) }, 3);
        await gathering.ReachAsync(Purposes.Training, RoundSteps.Update);

        await gathering.RunAsync(without: "c");
        gathering.Bench.Time.Advance(TimeSpan.FromSeconds(61));
        await gathering.RunAsync(without: "c");

        var status = await gathering.Bench.StatusAsync();
        Assert.Equal((3, 2), (status.Rounds[2].Selected, status.Rounds[2].Summed));
        Assert.Equal(1, status.Sites.Single(site => site.Site == "c").Dropped);
    }

    [Theory]
    [InlineData(RoundSteps.Keys, 4)]
    [InlineData(RoundSteps.Shares, 4)]
    [InlineData(RoundSteps.Update, 4)]
    [InlineData(RoundSteps.Confirm, 5)]
    [InlineData(RoundSteps.Unmask, 5)]
    public async Task Run_SiteDropsInAnyStep_RoundEndsWithTheOthers(string step, int summed)
    {
        using var gathering = await Gathering.OfAsync(Gathering.PlanOf(secure: true, rounds: 1), 5, restartsEachTurn: true);
        await gathering.ReachAsync(Purposes.Training, step);

        await gathering.RunAsync(without: "e");
        for (var steps = 0; steps < 5 && (await gathering.Bench.StatusAsync()).Rounds.Count < 3; steps++)
        {
            gathering.Bench.Time.Advance(TimeSpan.FromSeconds(61));
            await gathering.Bench.FireReminderAsync();
            await gathering.RunAsync(without: "e");
        }

        var training = (await gathering.Bench.StatusAsync()).Rounds[2];
        Assert.Equal((Purposes.Training, 1, 5, summed), (training.Purpose, training.Attempts, training.Selected, training.Summed));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Deadline_TooFewUpdates_TriesAgainWithWhoIsThere(bool secure)
    {
        using var gathering = await Gathering.OfAsync(Gathering.PlanOf(secure, rounds: 1), 3);
        var task = await gathering.ReachAsync(Purposes.Training, secure ? RoundSteps.Keys : RoundSteps.Update);

        await gathering.RunAsync(without: "c");
        gathering.Bench.Time.Advance(TimeSpan.FromSeconds(61));
        await gathering.Bench.FireReminderAsync();
        var status = await gathering.Bench.StatusAsync();
        await gathering.RunAsync();

        Assert.Equal(2, status.Attempt);
        Assert.Contains("attempt 1 was given up", status.Note);
        Assert.Equal(1, task.Attempt);
        var end = await gathering.Bench.StatusAsync();
        Assert.Equal((FederationStates.Completed, 2), (end.State, end.Rounds[2].Attempts));
        AssertClose(gathering.Expected(1, 0.02), await gathering.GlobalAsync());
    }

    [Fact]
    public async Task Deadline_ManyFailedAttempts_WaitsLongerAndNeverFails()
    {
        using var gathering = await Gathering.OfAsync(Gathering.PlanOf(secure: false), 3);

        for (var attempt = 1; attempt <= 6; attempt++)
        {
            gathering.Bench.Time.Advance(TimeSpan.FromSeconds(61));
            await gathering.RunAsync("a", "b", "c");
            foreach (var site in gathering.Sites)
                await site.TaskAsync();
        }

        var status = await gathering.Bench.StatusAsync();
        Assert.True(status.Attempt > 3);
        Assert.False(FederationStates.IsFinal(status.State));
        for (var wait = 0; wait < 2; wait++)
        {
            gathering.Bench.Time.Advance(TimeSpan.FromSeconds(61));
            await gathering.RunAsync();
        }
        Assert.Equal(FederationStates.Completed, (await gathering.Bench.StatusAsync()).State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_StoreFailsNowAndThen_EveryUpdateCountsOnce(bool secure)
    {
        using var gathering = await Gathering.OfAsync(Gathering.PlanOf(secure), 3);
        var random = new Random(7);
        var failed = 0;
        gathering.Bench.BeforeSave = () =>
        {
            if (random.Next(4) != 0)
                return;
            failed++;
            throw new HttpRequestException("the store is away");
        };

        var idle = 0;
        while (idle < 20)
        {
            var acted = false;
            foreach (var site in gathering.Sites)
                acted |= await TryAsync(site);
            idle = acted ? 0 : idle + 1;
        }
        gathering.Bench.BeforeSave = () => { };
        await gathering.RunAsync();

        Assert.True(failed > 5, $"{failed}");
        var status = await gathering.Bench.StatusAsync();
        Assert.Equal(FederationStates.Completed, status.State);
        Assert.Single(gathering.Bench.Published.Distinct());
        AssertClose(gathering.Expected(2, 0.02), await gathering.GlobalAsync());
    }

    private static async Task<bool> TryAsync(TestSite site)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await site.ActAsync();
            }
            catch (HttpRequestException) when (attempt < 50)
            {
            }
        }
    }

    internal static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance, $"parameter {i}: {expected[i]} expected, {actual[i]} found");
    }
}
