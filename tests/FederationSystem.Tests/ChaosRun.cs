using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using NetMl.Contracts;
using NetMl.Contracts.Federation;
using NetMl.Contracts.Training;
using NetMl.Federation.Messages;
using NetMl.Federation.Rounds;
using NetMl.FederationSystem.Tests.Faults;
using NetMl.FederationSystem.Tests.Processes;
using NetMl.FederationSystem.Tests.Sites;

namespace NetMl.FederationSystem.Tests;

/// <summary>One federation through faulty links with a coordinator that dies in every round, and all that came of it.</summary>
internal sealed class ChaosRun : IAsyncDisposable
{
    /// <summary>Messages of each kind that a round cannot do without: one of each site of the smallest sum.</summary>
    private const int Least = 3;

    private static readonly string[] Names = ["alder", "birch", "cedar", "dogwood", "elm"];
    private static readonly string[] SecureKinds =
        [$"{MessageKind.KeyAdvertisement}", $"{MessageKind.KeyShares}", $"{MessageKind.Update}", Call.Chunk, $"{MessageKind.Confirmation}", $"{MessageKind.Unmasking}"];
    private static readonly string[] PlainKinds = [$"{MessageKind.Update}", Call.Chunk];
    private static readonly TimeSpan PatiencePerRound = TimeSpan.FromSeconds(40);

    private readonly FederationProcesses _system;
    private readonly FederationPlan _plan;
    private readonly CancellationTokenSource _patience;
    private readonly List<FaultyLink> _links = [];

    private ChaosRun(FederationProcesses system, FederationPlan plan, int seed)
    {
        (_system, _plan) = (system, plan);
        var kinds = plan.Security is { SecureAggregation: false } ? PlainKinds : SecureKinds;
        Kills = new KillPlan(new Random(seed), Purposes.FirstRound(plan), plan.Rounds + 1, kinds, Least);
        _patience = new CancellationTokenSource(PatiencePerRound * (plan.Rounds + 3));
    }

    public Observed Observed { get; } = new();

    public KillPlan Kills { get; }

    public List<SiteAgentRun> Sites { get; } = [];

    /// <summary>By round.</summary>
    public SortedDictionary<int, RoundTranscript> Transcripts { get; } = [];

    /// <summary>The last one.</summary>
    public FederationStatus Status { get; private set; } = null!;

    public ModelEntry Model { get; private set; } = null!;

    public IReadOnlyList<int> ExitCodes { get; private set; } = [];

    public static async Task<ChaosRun> StartAsync(FederationPlan plan, int seed, Func<int, LinkQuality> quality)
    {
        var run = new ChaosRun(await FederationProcesses.StartAsync(), plan, seed);
        try
        {
            await run.RunAsync(seed, quality);
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var link in _links)
            await link.DisposeAsync();
        await _patience.CancelAsync();
        await _system.DisposeAsync();
        Sites.ForEach(site => site.Dispose());
        _patience.Dispose();
    }

    /// <summary>For the sentence of a failed check.</summary>
    public string Story() => string.Join('\n', (IEnumerable<string>)
    [
        $"{Status?.State}, round {Status?.Round}, attempt {Status?.Attempt}, step {Status?.Step}: {Status?.Note} {Status?.Error}", $"{Observed}",
        $"killed at {string.Join(", ", Kills.Done)}", .. Observed.Unexpected, .. Sites.Select(site => site.Said), .. _system.Coordinator.Lines,
    ]);

    private string Path => $"/v1/federations/{_plan.Name}";

    private async Task RunAsync(int seed, Func<int, LinkQuality> quality)
    {
        Status = await AskAsync(() => _system.Admin.PostAsJsonAsync("/v1/federations", _plan, WireJson.Default.FederationPlan), WireJson.Default.FederationStatus);
        var agents = new List<Task<int>>();
        foreach (var (place, name) in Names.Index())
        {
            var key = await AskAsync(() => _system.Admin.PostAsJsonAsync($"{Path}/keys", new SiteKeyRequest(name), WireJson.Default.SiteKeyRequest), WireJson.Default.SiteKey);
            var link = await FaultyLink.StartAsync(
                name, _system, quality(place), Kills, Observed, seed * 100 + place, place % 2 == 0 ? HttpProtocols.Http1 : HttpProtocols.Http2);
            _links.Add(link);
            var site = new SiteAgentRun(name, _system.Folder, await SiteLog.WriteAsync(_system.Folder, name, place));
            Sites.Add(site);
            agents.Add(Task.Run(() => site.RunAsync(link.Url, key.Key, _patience.Token)));
        }
        await WatchAsync(agents);
        ExitCodes = await Task.WhenAll(agents);
        Model = await AskAsync(() => _system.Admin.GetAsync($"/v1/models/{_plan.Model}"), WireJson.Default.ModelEntry);
    }

    /// <summary>Keeps every transcript: the server lets those of long ago go.</summary>
    private async Task WatchAsync(IReadOnlyList<Task<int>> agents)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            var ended = agents.Where(agent => agent.IsCompleted).ToList();
            Status = await AskAsync(() => _system.Admin.GetAsync(Path, _patience.Token), WireJson.Default.FederationStatus);
            foreach (var round in Status.Rounds.Select(round => round.Round).Where(round => !Transcripts.ContainsKey(round)))
                Transcripts.Add(round, await AskAsync(() => _system.Admin.GetAsync($"{Path}/rounds/{round}/transcript"), WireJson.Default.RoundTranscript));
            if (FederationStates.IsFinal(Status.State))
                return;
            Assert.True(ended.Count == 0, $"An agent has left. {ended.FirstOrDefault()?.Exception} {Story()}");
            try
            {
                await timer.WaitForNextTickAsync(_patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"The federation does not end. {Story()}");
            }
        }
    }

    /// <summary>Asks until the coordinator answers.</summary>
    private async Task<T> AskAsync<T>(Func<Task<HttpResponseMessage>> ask, JsonTypeInfo<T> type)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            using var response = await ask();
            if (response.IsSuccessStatusCode)
                return await response.Content.ReadFromJsonAsync(type) ?? throw new InvalidOperationException("The gateway answers null.");
            if (response.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway))
                Assert.Fail($"{response.RequestMessage?.RequestUri} → {response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
            try
            {
                await timer.WaitForNextTickAsync(_patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"The coordinator does not come back. {Story()}");
            }
        }
    }
}
