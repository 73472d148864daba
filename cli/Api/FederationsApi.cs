using NetMl.Contracts;
using NetMl.Contracts.Federation;

namespace NetMl.Cli.Api;

/// <summary>Federations, as whoever runs them sees them.</summary>
internal sealed class FederationsApi(GatewayClient gateway)
{
    public Task<FederationStatus> CreateAsync(FederationPlan plan, CancellationToken cancellationToken) => gateway.PostAsync(
        "v1/federations", plan, WireJson.Default.FederationPlan, WireJson.Default.FederationStatus, $"the start of federation '{plan.Name}'", cancellationToken);

    public Task<IReadOnlyList<FederationStatus>> ListAsync(CancellationToken cancellationToken) =>
        gateway.GetAsync("v1/federations", WireJson.Default.IReadOnlyListFederationStatus, "the list of federations", cancellationToken);

    public Task<FederationStatus> GetAsync(string federation, CancellationToken cancellationToken) =>
        gateway.GetAsync(Path(federation), WireJson.Default.FederationStatus, $"federation '{federation}'", cancellationToken);

    /// <summary>Every change until the final state.</summary>
    public IAsyncEnumerable<FederationStatus> FollowAsync(string federation, CancellationToken cancellationToken) => new EventStream<FederationStatus>(
        gateway, $"{Path(federation)}/events", WireJson.Default.FederationStatus, status => FederationStates.IsFinal(status.State),
        $"the events of federation '{federation}'").FollowAsync(cancellationToken);

    public Task StopAsync(string federation, CancellationToken cancellationToken) =>
        gateway.DeleteAsync(Path(federation), $"stopping federation '{federation}'", cancellationToken);

    public Task<SiteKey> InviteAsync(string federation, string site, CancellationToken cancellationToken) => gateway.PostAsync(
        $"{Path(federation)}/keys", new SiteKeyRequest(site), WireJson.Default.SiteKeyRequest, WireJson.Default.SiteKey, $"the invitation of site '{site}'", cancellationToken);

    public Task RevokeAsync(string federation, string site, CancellationToken cancellationToken) =>
        gateway.DeleteAsync($"{Path(federation)}/keys/{Uri.EscapeDataString(site)}", $"revoking the key of site '{site}'", cancellationToken);

    /// <summary>The answer, whose body is still on the way.</summary>
    public Task<HttpResponseMessage> OpenTranscriptAsync(string federation, int round, CancellationToken cancellationToken) => gateway.SendAsync(
        () => new HttpRequestMessage(HttpMethod.Get, FormattableString.Invariant($"{Path(federation)}/rounds/{round}/transcript")),
        $"the transcript of round {round} of federation '{federation}'", cancellationToken);

    private static string Path(string federation) => $"v1/federations/{Uri.EscapeDataString(federation)}";
}
