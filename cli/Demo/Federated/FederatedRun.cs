using NetMl.Cli.Api;
using NetMl.Cli.Progress;
using NetMl.Cli.Reports;
using NetMl.Contracts.Federation;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Demo.Federated;

/// <summary>Three sites as processes of their own learn one model; one of them is killed in the middle of a round and comes back.</summary>
internal sealed class FederatedRun(GatewayClient gateway, FederatedSettings settings, Terminal terminal, TimeProvider time)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan EndOfAgents = TimeSpan.FromSeconds(30);

    private readonly StageClock _clock = new(time);
    private readonly List<string> _warnings = [];
    private readonly FederatedPrinter _printer = new(terminal.Out);

    /// <exception cref="CommandFailure">Any stage failed.</exception>
    public async Task<FederatedReport> RunAsync(CancellationToken cancellationToken)
    {
        var (started, whole) = (time.GetUtcNow(), time.GetTimestamp());
        if (settings.StartupSeconds is { } startup)
            _clock.Add("start of the system", startup);
        using var input = await _clock.RunAsync("preparing flows", () => FederatedInput.OpenAsync(settings, terminal, cancellationToken));
        var plan = Plan(input.Classes);
        _printer.Begin(plan, input);
        await gateway.Federations.CreateAsync(plan, cancellationToken);
        var sites = await InviteAsync(input, cancellationToken);
        try
        {
            var status = await _clock.RunAsync("federation with three sites", () => LearnAsync(sites, cancellationToken));
            var agents = await EndAsync(sites, status, cancellationToken);
            var scores = await _clock.RunAsync("each site alone, for comparison", () => Task.Run(() => Compare(plan, input, sites[0]), cancellationToken));
            _clock.Add("everything", time.GetElapsedTime(whole).TotalSeconds + (settings.StartupSeconds ?? 0));
            var killed = new KilledSite(sites[^1].Site, FederatedSettings.KillRound, status.Rounds.FirstOrDefault(round => round.Round == FederatedSettings.KillRound)?.Attempts ?? 0);
            if (killed.Attempts < 2)
                _warnings.Add($"Round {killed.Round} ended in its first attempt: the kill came too late to disturb it.");
            var report = new FederatedReport(plan.Name, settings.IsSynthetic, started, status, agents, killed, scores, _clock.Stages, _warnings);
            _printer.Close(report);
            return report;
        }
        finally
        {
            foreach (var site in sites)
                site.Dispose();
        }
    }

    private FederationPlan Plan(IReadOnlyList<string> classes)
    {
        var hasClasses = classes.Count >= 2;
        return new FederationPlan(
            settings.Name, settings.Name, hasClasses ? classes : [], hasClasses ? TrainingTasks.FlowClassification : TrainingTasks.HostAnomaly, FederatedSettings.Rounds,
            HiddenSize: 16, Seed: settings.Seed, Local: new LocalPlan(Epochs: 2, BatchWindows: 2, FineTuneEpochs: 0), Deadlines: new DeadlinePlan(StepSeconds: 6, PresenceSeconds: 30));
    }

    private async Task<IReadOnlyList<SiteProcess>> InviteAsync(FederatedInput input, CancellationToken cancellationToken)
    {
        var sites = new List<SiteProcess>();
        foreach (var (index, name) in FederatedSettings.Sites.Index())
        {
            var key = await gateway.Federations.InviteAsync(settings.Name, name, cancellationToken);
            sites.Add(new SiteProcess(name, gateway.SitesUrl, key.Key, input.Paths[index], input.Folder));
        }
        return sites;
    }

    /// <summary>Starts the agents and follows the federation to its end.</summary>
    private async Task<FederationStatus> LearnAsync(IReadOnlyList<SiteProcess> sites, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        foreach (var site in sites)
            site.Start();
        var disturbance = DisturbAsync(sites[^1], over.Token);
        var following = FederationWatch.FollowAsync(gateway.Federations, settings.Name, terminal.Out, over.Token);
        var watch = WatchAgentsAsync(sites, over.Token);
        try
        {
            // An agent that fails would let everybody wait for ever.
            await await Task.WhenAny(following, watch);
            await await Task.WhenAny(disturbance, following);
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(Quietly(disturbance), Quietly(watch));
        }
        var status = await following;
        return status.State == FederationStates.Completed ? status : throw new CommandFailure($"Federation '{settings.Name}' ended as {status.State}: {status.Error ?? status.Note}");
    }

    /// <summary>Kills a site once it has shared its keys for a round, and starts it again.</summary>
    private async Task DisturbAsync(SiteProcess victim, CancellationToken cancellationToken)
    {
        var round = $"round {FederatedSettings.KillRound} ";
        while (!HasShared(victim.Requests(), round))
            await Task.Delay(LookAgain, time, cancellationToken);
        await victim.KillAsync(cancellationToken);
        victim.Start();
    }

    /// <summary>The shares have left: another request was made after them.</summary>
    private static bool HasShared(IReadOnlyList<string[]> requests, string round)
    {
        var at = requests.Index().FirstOrDefault(request => request.Item[2].StartsWith("key shares", StringComparison.Ordinal) && request.Item[3].StartsWith(round, StringComparison.Ordinal));
        return at.Item is not null && at.Index < requests.Count - 1;
    }

    private static async Task WatchAgentsAsync(IReadOnlyList<SiteProcess> sites, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            foreach (var site in sites.Where(site => site.HasFailed))
                await site.WaitAsync(cancellationToken);
        }
    }

    private async Task<IReadOnlyList<FederatedSite>> EndAsync(IReadOnlyList<SiteProcess> sites, FederationStatus status, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(EndOfAgents, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var ended = new List<FederatedSite>();
        try
        {
            foreach (var site in sites)
            {
                var code = await site.WaitAsync(either.Token);
                var rounds = status.Sites.FirstOrDefault(one => one.Site == site.Site)?.Completed ?? 0;
                ended.Add(new FederatedSite(site.Site, site.Starts, code, site.Requests().Count, site.BytesSent(), rounds));
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new CommandFailure($"The agents did not end within {EndOfAgents.TotalSeconds:0} s of the federation's end.");
        }
        return ended;
    }

    private static IReadOnlyList<FederatedScore> Compare(FederationPlan plan, FederatedInput input, SiteProcess site) => plan.Task == TrainingTasks.FlowClassification
        ? new AloneTraining(plan, input.Batches).Run(File.ReadAllBytes(site.ModelPath), CancellationToken.None)
        : [];

    private static async Task Quietly(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // It was told to end.
        }
    }
}
