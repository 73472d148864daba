using System.Text.Json.Serialization.Metadata;
using NetMl.Contracts;
using NetMl.Contracts.Graphs;

namespace NetMl.Cli.Api;

/// <summary>An uploaded graph or a data set of flows, by its name.</summary>
internal sealed record Network(string Name, bool IsGraph)
{
    public string Path => $"v1/{(IsGraph ? "graphs" : "datasets")}/{Uri.EscapeDataString(Name)}";

    public override string ToString() => $"{(IsGraph ? "graph" : "data set")} '{Name}'";
}

/// <summary>Questions that uploaded graphs and data sets of flows answer alike.</summary>
internal sealed class NetworksApi(GatewayClient gateway)
{
    public Task<GraphCommunitiesPage> ListCommunitiesAsync(string graph, string method, double resolution, int offset, int top, CancellationToken cancellationToken) => GetAsync(
        new Network(graph, true), $"communities{Query.Of(("method", method), ("resolution", resolution), ("offset", offset), ("top", top))}",
        WireJson.Default.GraphCommunitiesPage, "communities", cancellationToken);

    public Task<GraphCommunityMembers> GetCommunityAsync(string graph, int community, string method, double resolution, int offset, int top, CancellationToken cancellationToken) => GetAsync(
        new Network(graph, true), $"communities/{community}{Query.Of(("method", method), ("resolution", resolution), ("offset", offset), ("top", top))}",
        WireJson.Default.GraphCommunityMembers, $"community {community}", cancellationToken);

    public Task<BrokersPage> ListBrokersAsync(Network network, int offset, int top, CancellationToken cancellationToken) =>
        GetAsync(network, $"brokers{Query.Of(("offset", offset), ("top", top))}", WireJson.Default.BrokersPage, "brokers", cancellationToken);

    /// <param name="seeds">How many to choose; null when <paramref name="from"/> names them.</param>
    public Task<InfluencePage> GetInfluenceAsync(
        Network network, string? from, int? seeds, double probability, int runs, int seed, int offset, int top, CancellationToken cancellationToken) => GetAsync(
        network, $"influence{Query.Of(("from", from), ("seeds", seeds), ("probability", probability), ("runs", runs), ("seed", seed), ("offset", offset), ("top", top))}",
        WireJson.Default.InfluencePage, "influence", cancellationToken);

    public Task<PredictedLinksPage> ListLinksAsync(
        Network network, string? score, string? by, double split, int seed, int offset, int top, CancellationToken cancellationToken) => GetAsync(
        network, $"links{Query.Of(("score", score), ("by", by), ("split", split), ("seed", seed), ("offset", offset), ("top", top))}",
        WireJson.Default.PredictedLinksPage, "predicted links", cancellationToken);

    private Task<T> GetAsync<T>(Network network, string question, JsonTypeInfo<T> type, string what, CancellationToken cancellationToken) =>
        gateway.GetAsync($"{network.Path}/{question}", type, $"the question for {what} of {network}", cancellationToken);
}
