using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using NetMl.Cli.Federation;
using NetMl.Contracts.Federation;
using NetMl.Federation.Rounds;
using NetMl.FederationSystem.Tests.Faults;
using NetMl.FederationSystem.Tests.Sites;
using NetMl.FederationSystem.Tests.Sums;
using Xunit.Abstractions;

namespace NetMl.FederationSystem.Tests;

/// <summary>Whatever breaks: every round ends, the model is published once, and each round's result is exactly the mean of the updates that the transcript names.</summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    /// <summary>How much a wrong sum differs from a right one, in units of the error that is allowed.</summary>
    private const double Clearly = 100;

    private static readonly FederationPlan Plan = new(
        "chaos", "chaos-model", [SiteLog.Benign, SiteLog.Scan], HiddenSize: 4, WindowFlows: 64, Local: new LocalPlan(LearningRate: 0.02),
        Security: new SecurityPlan(ThresholdFraction: 0.6, MaximumItems: 400), Deadlines: new DeadlinePlan(StepSeconds: 5, PresenceSeconds: 15));

    private static int Seed => Number("NETML_CHAOS_SEED", 1);

    [SkippableFact]
    public async Task SecureFederation_FaultyLinksAndACoordinatorKilledInEveryRound_CountsEveryUpdateOnce()
    {
        var clock = Stopwatch.StartNew();
        var plan = Plan with { Rounds = Number("NETML_CHAOS_ROUNDS", 4) };
        await using var run = await ChaosRun.StartAsync(plan, Seed, place => new LinkQuality(place == 0 ? 24 << 10 : 48 << 10, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(5)));

        await CheckAsync(run, plan, clock);
    }

    [SkippableFact]
    public async Task PlainFederation_UpdatesOfSeveralChunks_CountsEveryUpdateOnce()
    {
        var clock = Stopwatch.StartNew();
        // A plain round is one step: it must hold an upload and a restart.
        var plan = Plan with { Rounds = 2, HiddenSize = 160, Security = new SecurityPlan(SecureAggregation: false, MaximumItems: 400), Deadlines = new DeadlinePlan(StepSeconds: 20, PresenceSeconds: 60) };
        await using var run = await ChaosRun.StartAsync(plan, Seed, _ => new LinkQuality(1 << 20, TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(3)));

        await CheckAsync(run, plan, clock);
    }

    private async Task CheckAsync(ChaosRun run, FederationPlan plan, Stopwatch clock)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{plan.Rounds} rounds in {clock.Elapsed.TotalSeconds:0} s, seed {Seed}: {run.Status.Rounds.Sum(round => round.Attempts)} attempts at {run.Status.Rounds.Count} rounds, {run.Kills.Done.Count} kills, {run.Status.Rounds.Sum(round => round.Selected - round.Summed)} of {run.Status.Rounds.Sum(round => round.Selected)} updates dropped; {run.Observed}"));
        Assert.True(run.Status.State == FederationStates.Completed && run.ExitCodes.All(code => code == 0), run.Story());
        Assert.Empty(run.Observed.Unexpected);
        CheckPublished(run);
        CheckTranscripts(run, plan);
        await CheckSumsAsync(run);
    }

    private static void CheckPublished(ChaosRun run)
    {
        var version = Assert.Single(run.Model.Versions);
        Assert.Equal($"federation/{run.Status.Plan.Name}/{run.Transcripts[1].Run}", version.Job);
        Assert.All(run.Sites, site => Assert.Equal(version.Sha256, Convert.ToHexStringLower(SHA256.HashData(site.Model()))));
    }

    private static void CheckTranscripts(ChaosRun run, FederationPlan plan)
    {
        var rounds = Enumerable.Range(Purposes.FirstRound(plan), plan.Rounds + 1 - Purposes.FirstRound(plan) + 1).ToList();
        Assert.Equal(rounds, run.Status.Rounds.Select(round => round.Round));
        Assert.Equal(rounds, run.Transcripts.Keys);
        Assert.Equal(rounds, run.Kills.Done.Select(kill => kill.Round).Order());
        var trust = Path.GetTempFileName();
        File.WriteAllLines(trust, run.Sites.Select(site => $"{site.Site} {site.Fingerprint()}"));
        foreach (var (round, transcript) in run.Transcripts)
        {
            Assert.Empty(TranscriptAudit.Check(transcript, trust).Faults);
            Assert.Equal(transcript.Summed.Count, transcript.Summed.Distinct().Count());
            Assert.Equal(run.Status.Rounds.Single(done => done.Round == round).Summed, transcript.Summed.Count);
            Assert.Empty(run.Observed.Acknowledged.Keys.Where(update => update.Round == round && update.Attempt == transcript.Attempt).Select(update => update.Site).Except(transcript.Summed));
            Assert.Empty(transcript.Summed.Except(run.Observed.Sent.Keys.Where(update => update.Round == round && update.Attempt == transcript.Attempt).Select(update => update.Site)));
        }
        File.Delete(trust);
        Assert.All(run.Status.Sites, site => Assert.Equal(run.Transcripts.Values.Count(transcript => transcript.Summed.Contains(site.Site)), site.Completed));
    }

    private async Task CheckSumsAsync(ChaosRun run)
    {
        var oracle = await SumOracle.OfAsync(run.Status.Plan, run.Sites);
        var vectors = run.Observed.Vectors;
        var (largest, nearest) = (0.0, double.PositiveInfinity);
        foreach (var (round, transcript) in run.Transcripts)
        {
            var sums = oracle.Sums(transcript, vectors);
            var mean = sums.Mean;
            double[] got = transcript.Purpose switch
            {
                Purposes.Means => [.. SumOracle.Floats(vectors[transcript.Result ?? ""]).Select(value => (double)value)],
                Purposes.Training => Change(vectors[transcript.Order.Global ?? ""], vectors[transcript.Result ?? ""]),
                _ => [],
            };
            if (sums.Layout.Metrics > 0)
            {
                var scores = run.Status.Rounds.Single(done => done.Round == round);
                Compare([mean[sums.Layout.MetricsAt], mean[sums.Layout.MetricsAt + 1]], [scores.Loss ?? double.NaN, scores.Accuracy ?? double.NaN]);
            }
            if (got.Length > 0)
                Compare(mean[..sums.Layout.Values], got);

            void Compare(double[] expected, double[] found)
            {
                Assert.Equal(expected.Length, found.Length);
                var bound = sums.Bound(RoundSums.Largest(expected));
                var error = RoundSums.Largest([.. expected.Zip(found, (one, other) => one - other)]);
                Assert.True(error <= bound, $"Round {round} ({transcript.Purpose}): {error:G3} beyond {bound:G3}. {run.Story()}");
                Assert.True(sums.LeastWrong() > Clearly * bound, $"Round {round}: the check would not tell a wrong sum, {sums.LeastWrong():G3}, from a right one, {bound:G3}.");
                (largest, nearest) = (Math.Max(largest, error / bound), Math.Min(nearest, sums.LeastWrong() / bound));
            }
        }
        output.WriteLine($"largest error {largest:G3} of what is allowed; the least wrong sum would be {nearest:G3} times beyond");
    }

    private static double[] Change(byte[] before, byte[] after) => [.. SumOracle.Floats(after).Zip(SumOracle.Floats(before), (one, other) => (double)one - other)];

    private static int Number(string variable, int missing) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : missing;
}
