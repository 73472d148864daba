using NetMl.Contracts.Federation;
using NetMl.Federation.Rounds;

namespace NetMl.Cli.Tests.Federation;

public sealed class PrivateFederationTests
{
    [Theory]
    [InlineData("central", true, true)]
    [InlineData("central", false, true)]
    [InlineData("distributed", true, false)]
    [InlineData("distributed", true, true)]
    [InlineData("local", true, false)]
    public async Task Join_PrivatePlan_OnlyNoisedUpdatesAreSentAndSpent(string mode, bool secure, bool adaptive)
    {
        var plan = FederationSetting.Plan with { Privacy = new PrivacyPlan(mode, NoiseMultiplier: 2, MaximumEpsilon: 100, AdaptiveClip: adaptive), Security = new SecurityPlan(secure) };
        await using var setting = await FederationSetting.StartAsync(plan);

        var agents = await setting.JoinAllAsync();

        Assert.All(agents, agent => Assert.True(agent.ExitCode == 0, agent.Error));
        var status = setting.Federation.Status;
        Assert.Equal([Purposes.Training, Purposes.Training], status.Rounds.Select(round => round.Purpose));
        Assert.All(status.Rounds, round => Assert.Equal((3, null, null), (round.Summed, round.Loss, round.MacroF1)));
        Assert.Equal(PrivacySpending.Planned(plan) ?? 0, status.Epsilon ?? 0, 0.01);
        // z·C on a sum of three, or √3 times as much with local noise.
        var length = NetMl.Federation.GraphTasks.PlannedNetwork.Parameters(plan);
        var expected = 2.0 / 3 * (mode == "local" ? Math.Sqrt(3) : 1) * Math.Sqrt(length);
        Assert.InRange(status.Rounds[0].UpdateNorm ?? 0, 0.8 * expected, 1.5 * expected + 1);
    }

    [Fact]
    public async Task Join_PlanSpendsMoreThanTheVetoAllows_NothingWithABodyLeaves()
    {
        var plan = FederationSetting.Plan with { Privacy = new PrivacyPlan("distributed", MaximumEpsilon: 4) };
        await using var setting = await FederationSetting.StartAsync(plan);

        var run = await setting.JoinAsync("alder", null, "--max-epsilon=2");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("above this site's 2", run.Error);
        Assert.All(setting.Federation.Requests, request => Assert.Empty(request.Body));
    }

    [Fact]
    public async Task Join_PlanOfASumOfTwo_NothingWithABodyLeaves()
    {
        await using var setting = await FederationSetting.StartAsync(FederationSetting.Plan with { Cohort = new CohortPlan(Minimum: 2) });

        var run = await setting.JoinAsync("alder");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("a smaller sum shows too much", run.Error);
        Assert.All(setting.Federation.Requests, request => Assert.Empty(request.Body));
    }
}
