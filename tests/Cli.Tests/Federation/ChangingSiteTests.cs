using System.Runtime.InteropServices;
using NetMl.Cli.Federation;
using NetMl.Contracts.Federation;
using NetMl.Federation.GraphTasks;

namespace NetMl.Cli.Tests.Federation;

/// <summary>A site whose flows, veto or hours change while it takes part.</summary>
public sealed class ChangingSiteTests
{
    private static readonly FederationPlan Plan = FederationSetting.Plan with { Security = new SecurityPlan(SecureAggregation: false) };

    [Fact]
    public async Task Join_FollowedLogGrowsBetweenRounds_TheNextRoundLearnsFromIt()
    {
        await using var setting = await FederationSetting.StartAsync(Plan);
        var whole = await File.ReadAllLinesAsync(await SiteCapture.WriteAsync(setting.Folder, "whole", 21));
        var log = setting.Folder.Write("conn.log", string.Concat(whole[..1000].Select(line => line + "\n")));
        // Without masks the weight of an update can be read where it arrives: it is the share of the most items.
        var weights = new Dictionary<(string, int), float>();
        setting.Federation.Ended = (purpose, round) =>
        {
            weights[(purpose, round)] = MemoryMarshal.Cast<byte, float>(setting.Federation.Requests.Last(request => request.Site == "alder" && request.Request.Contains("/upload/0", StringComparison.Ordinal)).Body)[^1];
            if ((purpose, round) == ("training", 1))
                File.AppendAllText(log, string.Concat(whole[1000..].Select(line => line + "\n")));
        };

        var others = Task.WhenAll(setting.JoinAsync("birch"), setting.JoinAsync("cedar"));
        var run = await setting.RunAsync("alder", ["--gateway", setting.Gateway.Url, "--follow", log], [], CancellationToken.None);

        Assert.All((NetMlRun[])[run, .. await others], agent => Assert.True(agent.ExitCode == 0, agent.Error));
        var items = SiteGraphs.Build([SiteCapture.Create(21)], Plan).Items;
        Assert.Equal(weights[("means", -1)], weights[("training", 1)]);
        Assert.True(weights[("training", 1)] < 0.6f * items / new SecurityPlan().MaximumItems);
        Assert.Equal((float)items / new SecurityPlan().MaximumItems, weights[("training", 2)], 1e-6f);
    }

    [Theory]
    [InlineData("""{ "allowModels": ["other"] }""", "not among the allowed ones (other)")]
    [InlineData("""{ "allowModels": [""", "nothing is sent without it")]
    public async Task Join_VetoFileChangesBetweenRounds_TheNextRoundIsRefused(string text, string reason)
    {
        await using var setting = await FederationSetting.StartAsync(Plan with { Cohort = new CohortPlan(Minimum: 2) });
        var veto = setting.Folder.Write("veto.json", "{}");
        var rounds = 0;
        setting.Federation.Ended = (_, _) =>
        {
            if (Interlocked.Increment(ref rounds) == 2)
                File.WriteAllText(veto, text);
        };

        var isIn = new TaskCompletionSource();
        setting.Federation.Enrolled = site => _ = site == "cedar" && isIn.TrySetResult();

        var cedar = setting.JoinAsync("cedar", null, "--veto-file", veto);
        await Task.WhenAny(isIn.Task, cedar);
        var others = Task.WhenAll(setting.JoinAsync("alder"), setting.JoinAsync("birch"));
        var run = await cedar;

        Assert.All((NetMlRun[])[run, .. await others], agent => Assert.True(agent.ExitCode == 0, agent.Error));
        Assert.Contains(reason, run.Error);
        Assert.Contains(setting.AuditOf("cedar"), fields => fields[2] == "decline (veto)");
        Assert.Equal(2, setting.Federation.Status.Sites.Single(site => site.Site == "cedar").Completed);
        Assert.DoesNotContain(setting.AuditOf("cedar"), fields => fields[2].Contains("update", StringComparison.Ordinal) && fields[3].StartsWith("round 1 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Join_OutsideItsHours_AsksForNothingBeforeTheyBegin()
    {
        await using var setting = await FederationSetting.StartAsync(FederationSetting.Plan with { Rounds = 1 });
        var flows = await SiteCapture.WriteAsync(setting.Folder, "alder", 21);
        var error = new StringWriter();
        var terminal = new Terminal(Terminal.Open(TextWriter.Null, plain: true), Terminal.Open(error, plain: true), () => Stream.Null, _ => null);
        var settings = new SiteSettings(new Uri(setting.Gateway.Url), SiteKeyToken.Parse(FakeFederation.KeyOf("alder")), new SiteLimits(1, 0, 10_000, false), new SiteVeto(Hours: "22-06"), null);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));

        var others = Task.WhenAll(setting.JoinAsync("birch"), setting.JoinAsync("cedar"));
        var exit = await SiteRun.RunAsync(terminal, new SiteJoin(settings, [flows], null, setting.StateOf("alder"), null, null), new SkippingTime(Samples.Noon), patience.Token);
        await others;

        Assert.Equal((0, FederationStates.Completed), (exit, setting.Federation.Status.State));
        Assert.Contains("stays away outside 22-06", error.ToString());
        Assert.Contains("its hours have begun", error.ToString());
        var asked = setting.AuditOf("alder").Where(fields => fields[2] == "what there is to do").ToList();
        Assert.NotEmpty(asked);
        Assert.All(asked, fields => Assert.InRange(TimeOnly.Parse(fields[0][11..19], System.Globalization.CultureInfo.InvariantCulture), new TimeOnly(22, 0), new TimeOnly(22, 1)));
    }
}
