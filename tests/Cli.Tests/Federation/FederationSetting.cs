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

    private readonly IReadOnlyList<string> _sites;

    private FederationSetting(FakeFederation federation, FakeGateway gateway, IReadOnlyList<string> sites) => (Federation, Gateway, _sites) = (federation, gateway, sites);

    public FakeFederation Federation { get; }

    public FakeGateway Gateway { get; }

    public TemporaryFolder Folder { get; } = new();

    public static async Task<FederationSetting> StartAsync(FederationPlan plan, HttpProtocols protocols = HttpProtocols.Http1, IReadOnlyList<string>? sites = null)
    {
        sites ??= Sites;
        var federation = new FakeFederation(plan, sites);
        var keys = sites.Select(FakeFederation.KeyOf).ToHashSet(StringComparer.Ordinal);
        return new FederationSetting(federation, await FakeGateway.StartAsync(federation.Map, keys.Contains, protocols), sites);
    }

    public string StateOf(string site) => Path.Combine(Folder.Path, "state", site);

    public IReadOnlyList<string[]> AuditOf(string site) =>
        [.. File.ReadAllLines(Path.Combine(StateOf(site), "audit.log")).Select(line => line.Split('\t')).Where(fields => fields.Length == 7)];

    public async Task<NetMlRun> JoinAsync(string site, string? url = null, params string[] more)
    {
        var flows = await SiteCapture.WriteAsync(Folder, site, 21 + _sites.ToList().IndexOf(site));
        return await RunAsync(site, ["--gateway", url ?? Gateway.Url, "--flows", flows, .. more], [], CancellationToken.None);
    }

    /// <summary>Any agent.</summary>
    public async Task<NetMlRun> RunAsync(string site, string[] args, Dictionary<string, string> variables, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(LongestRun);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var environment = new Dictionary<string, string>(variables) { ["NETML_SITE_KEY"] = FakeFederation.KeyOf(site) };
        var run = await NetMlRun.StartAsync(["site", "join", "--state", StateOf(site), .. args], Stream.Null, environment, either.Token);
        return Federation.Failures.TryPeek(out var failure) ? throw new InvalidOperationException("The fake failed.", failure) : run;
    }

    /// <param name="firstUrl">Where the first site finds the gateway.</param>
    public Task<NetMlRun[]> JoinAllAsync(string? firstUrl = null) =>
        Task.WhenAll(_sites.Select((site, index) => JoinAsync(site, index == 0 ? firstUrl : null)));

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        Folder.Dispose();
    }
}
