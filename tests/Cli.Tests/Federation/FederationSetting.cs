using Microsoft.AspNetCore.Server.Kestrel.Core;
using NetMl.Contracts.Federation;

namespace NetMl.Cli.Tests.Federation;

/// <summary>A fake gateway with a federation of three sites, and agents that run in this process.</summary>
internal sealed class FederationSetting : IAsyncDisposable
{
    public static readonly IReadOnlyList<string> Sites = ["alder", "birch", "cedar"];

    public static readonly FederationPlan Plan = new(
        FakeFederation.Name, "clinic-flows", SiteCapture.Classes, Rounds: 2, HiddenSize: 4, WindowFlows: 128, Local: new LocalPlan(FineTuneEpochs: 1),
        Deadlines: new DeadlinePlan(StepSeconds: 100, PresenceSeconds: 100));

    /// <summary>An agent waits for ever for a server that fails; a test does not.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(60);

    private FederationSetting(FakeFederation federation, FakeGateway gateway) => (Federation, Gateway) = (federation, gateway);

    public FakeFederation Federation { get; }

    public FakeGateway Gateway { get; }

    public TemporaryFolder Folder { get; } = new();

    public static async Task<FederationSetting> StartAsync(FederationPlan plan, HttpProtocols protocols = HttpProtocols.Http1)
    {
        var federation = new FakeFederation(plan, Sites);
        var keys = Sites.Select(FakeFederation.KeyOf).ToHashSet(StringComparer.Ordinal);
        return new FederationSetting(federation, await FakeGateway.StartAsync(federation.Map, keys.Contains, protocols));
    }

    public string StateOf(string site) => Path.Combine(Folder.Path, "state", site);

    public IReadOnlyList<string[]> AuditOf(string site) =>
        [.. File.ReadAllLines(Path.Combine(StateOf(site), "audit.log")).Select(line => line.Split('\t')).Where(fields => fields.Length == 7)];

    public async Task<NetMlRun> JoinAsync(string site, string? url = null, params string[] more)
    {
        var flows = await SiteCapture.WriteAsync(Folder, site, 21 + Sites.ToList().IndexOf(site));
        string[] args = ["site", "join", "--gateway", url ?? Gateway.Url, "--flows", flows, "--state", StateOf(site), .. more];
        using var patience = new CancellationTokenSource(LongestRun);
        var run = await NetMlRun.StartAsync(args, Stream.Null, new() { ["NETML_SITE_KEY"] = FakeFederation.KeyOf(site) }, patience.Token);
        return Federation.Failures.TryPeek(out var failure) ? throw new InvalidOperationException("The fake failed.", failure) : run;
    }

    /// <param name="firstUrl">Where the first site finds the gateway.</param>
    public Task<NetMlRun[]> JoinAllAsync(string? firstUrl = null) =>
        Task.WhenAll(Sites.Select((site, index) => JoinAsync(site, index == 0 ? firstUrl : null)));

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        Folder.Dispose();
    }
}
