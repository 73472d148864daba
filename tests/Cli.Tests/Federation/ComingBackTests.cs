using NetMl.Contracts.Federation;
using NetMl.Federation.Messages;

namespace NetMl.Cli.Tests.Federation;

/// <summary>A site that ends in the middle of a round and is started again; steps and presence last longer than a test may.</summary>
public sealed class ComingBackTests
{
    private static readonly FederationPlan Plan = FederationSetting.Plan with { Rounds = 1 };

    [Theory]
    [InlineData(MessageKind.KeyAdvertisement)]
    [InlineData(MessageKind.KeyShares)]
    public async Task Join_StoppedInARoundAndStartedAgain_TakesPartAtOnce(MessageKind last)
    {
        await using var setting = await FederationSetting.StartAsync(Plan);

        await StopAndStartAsync(setting, last, isKilled: false);

        Assert.Contains(setting.AuditOf("alder"), fields => fields[2] == "decline (goodbye)");
        Assert.Equal((2, 3), (Training(setting).Attempts, Training(setting).Summed));
    }

    [Theory]
    [InlineData(MessageKind.KeyShares)]
    [InlineData(MessageKind.Confirmation)]
    public async Task Join_KilledInARoundAndStartedAgain_DeclinesTheAttemptAndTakesPartInTheNext(MessageKind last)
    {
        await using var setting = await FederationSetting.StartAsync(Plan);

        await StopAndStartAsync(setting, last, isKilled: true);

        Assert.Contains(setting.AuditOf("alder"), fields => fields[2] == "decline (restarted)");
        Assert.Equal((2, 3), (Training(setting).Attempts, Training(setting).Summed));
    }

    private static RoundSummary Training(FederationSetting setting) => setting.Federation.Status.Rounds.Single(round => round.Purpose == "training");

    private static async Task StopAndStartAsync(FederationSetting setting, MessageKind last, bool isKilled)
    {
        using var stop = new CancellationTokenSource();
        var isBack = false;
        // However late the agent notices that it is to end: nothing more of it arrives, but for its goodbye.
        setting.Federation.IsLost = message => message.Slot.Site == "alder" && stop.IsCancellationRequested && !isBack && (isKilled || message.Slot.Kind != MessageKind.Decline);
        setting.Federation.Taken = message =>
        {
            if (message.Slot is { Site: "alder", Round: 1, Attempt: 1 } && message.Slot.Kind == last)
                _ = stop.CancelAsync();
        };
        var flows = await SiteCapture.WriteAsync(setting.Folder, "alder", 21);
        string[] args = ["--gateway", setting.Gateway.Url, "--flows", flows];
        var others = Task.WhenAll(setting.JoinAsync("birch"), setting.JoinAsync("cedar"));

        var stopped = await setting.RunAsync("alder", args, [], stop.Token);
        isBack = true;
        var again = await setting.RunAsync("alder", args, [], CancellationToken.None);

        Assert.True(stopped.ExitCode == CommandFailure.Interrupted, stopped.Error);
        Assert.All((NetMlRun[])[again, .. await others], agent => Assert.True(agent.ExitCode == 0, agent.Error));
    }
}
