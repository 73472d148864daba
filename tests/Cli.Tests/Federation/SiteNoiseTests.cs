using NetMl.Contracts.Federation;

namespace NetMl.Cli.Tests.Federation;

/// <summary>Noise that the sites add themselves, from end to end: with a learning rate next to nothing the model moves by noise alone.</summary>
public sealed class SiteNoiseTests
{
    private const double Noise = 1;
    private const double Clip = 0.5;
    private static readonly IReadOnlyList<string> Sites = ["alder", "birch", "cedar", "douglas", "elm"];

    [Theory]
    [InlineData("distributed")]
    [InlineData("local")]
    public async Task Join_NoiseOfTheSites_HasTheStatedSizeAndIsAccounted(string mode)
    {
        var plan = Plan(mode, rounds: 2, maximumEpsilon: 1000) with { Cohort = new CohortPlan(Minimum: Sites.Count) };
        await using var setting = await FederationSetting.StartAsync(plan, sites: Sites);

        var agents = await setting.JoinAllAsync();

        Assert.All(agents, agent => Assert.True(agent.ExitCode == 0, agent.Error));
        var status = setting.Federation.Status;
        Assert.Equal((FederationStates.Completed, 2), (status.State, status.Round));
        Assert.All(status.Rounds, round => Assert.Null(round.Loss));
        var epsilons = status.Rounds.Select(round => round.Epsilon ?? 0).ToList();
        Assert.True(epsilons[0] > 0 && epsilons.SequenceEqual(epsilons.Distinct().Order()), string.Join(' ', epsilons));
        Assert.Equal(epsilons[^1], status.Epsilon);
        Assert.All(agents, agent => Assert.Contains("ε = ", agent.Output));

        // The sum of n sites: z·C, or √n times as much where each adds all of it; rounding widens distributed noise a little.
        var n = Sites.Count;
        var stated = Noise * Clip * (mode == "local" ? Math.Sqrt(n) : 1);
        Assert.Equal(3, setting.Federation.Globals.Count);
        foreach (var (before, after) in setting.Federation.Globals.Zip(setting.Federation.Globals.Skip(1)))
        {
            var moved = before.Zip(after, (old, fresh) => n * ((double)fresh - old)).ToArray();
            Assert.InRange(Math.Sqrt(moved.Average(value => value * value)), 0.85 * stated, 1.2 * stated);
            Assert.InRange(moved.Average(), -6 * stated / Math.Sqrt(moved.Length), 6 * stated / Math.Sqrt(moved.Length));
        }
    }

    [Fact]
    public async Task Join_BudgetSpentBeforeTheLastRound_EndsWithItsModelAndANote()
    {
        var one = await EpsilonsAsync(rounds: 4, maximumEpsilon: 1000);
        var two = await EpsilonsAsync(rounds: 50, maximumEpsilon: one.Rounds[^1].Epsilon!.Value * 1.001);

        Assert.Equal((FederationStates.Completed, 4), (two.State, two.Round));
        Assert.Equal(one.Rounds.Select(round => round.Epsilon), two.Rounds.Select(round => round.Epsilon));
        Assert.Contains("the federation ends after 4 of 50 rounds", two.Note);
    }

    private static async Task<FederationStatus> EpsilonsAsync(int rounds, double maximumEpsilon)
    {
        await using var setting = await FederationSetting.StartAsync(Plan("distributed", rounds, maximumEpsilon));
        var agents = await setting.JoinAllAsync();
        Assert.All(agents, agent => Assert.True(agent.ExitCode == 0, agent.Error));
        return setting.Federation.Status;
    }

    private static FederationPlan Plan(string mode, int rounds, double maximumEpsilon) => FederationSetting.Plan with
    {
        Rounds = rounds,
        Local = new LocalPlan(LearningRate: 1e-9, Optimiser: "sgd"),
        Privacy = new PrivacyPlan(mode, Noise, maximumEpsilon, Clip: Clip),
    };
}
