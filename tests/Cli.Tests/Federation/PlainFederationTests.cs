using Microsoft.AspNetCore.Server.Kestrel.Core;
using NetMl.Contracts.Federation;

namespace NetMl.Cli.Tests.Federation;

public sealed class PlainFederationTests
{
    private static readonly FederationPlan Plan = FederationSetting.Plan with { Rounds = 1, Security = new SecurityPlan(SecureAggregation: false) };

    [Fact]
    public async Task Join_UploadsBreakOverHttp2_AreResumedAndCountOnce()
    {
        await using var setting = await FederationSetting.StartAsync(Plan, HttpProtocols.Http2);
        setting.Federation.ChunksToBreak = 2;

        var agents = await setting.JoinAllAsync();

        Assert.All(agents, agent => Assert.Equal(0, agent.ExitCode));
        Assert.All(setting.Federation.Status.Sites, site => Assert.Equal((4, 0), (site.Completed, site.Dropped)));
        Assert.Contains(FederationSetting.Sites.SelectMany(setting.AuditOf), fields => fields[2] == "update, chunk 1 of 1, again");
        Assert.Contains(agents, agent => agent.Error.Contains("The gateway answers again.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--require-secure", "does not use secure aggregation")]
    [InlineData("--max-epsilon=2", "has no differential privacy")]
    [InlineData("--allow-model=other", "trains model 'clinic-flows', which is not among the allowed ones (other)")]
    public async Task Join_TermsAgainstTheVeto_NothingWithABodyLeaves(string veto, string reason)
    {
        await using var setting = await FederationSetting.StartAsync(Plan);

        var run = await setting.JoinAsync("alder", null, veto);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(reason, run.Error);
        Assert.All(setting.Federation.Requests, request => Assert.Empty(request.Body));
        Assert.Contains(reason, File.ReadAllText(Path.Combine(setting.StateOf("alder"), "audit.log")));
    }

    [Fact]
    public async Task Join_StateInUse_IsOneSentence()
    {
        await using var setting = await FederationSetting.StartAsync(Plan);
        Directory.CreateDirectory(setting.StateOf("alder"));
        using var other = new FileStream(Path.Combine(setting.StateOf("alder"), ".lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var run = await setting.JoinAsync("alder");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Another netml takes part as site 'alder'", run.Sentence);
    }

    [Fact]
    public async Task Join_SigningKey_IsReadableByItsOwnerOnly()
    {
        await using var setting = await FederationSetting.StartAsync(Plan);

        await setting.JoinAsync("alder", null, "--require-secure");

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(setting.StateOf("alder"), "signing-key.p8")));
    }
}
