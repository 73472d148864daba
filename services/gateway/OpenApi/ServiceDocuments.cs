using System.Text.Json;
using System.Text.Json.Nodes;
using NetMl.Gateway.Forwarding;
using NetMl.Gateway.Routing;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace NetMl.Gateway.OpenApi;

/// <summary>Fetches the document of each service from one of its instances, over the same connections as the traffic.</summary>
internal sealed class ServiceDocuments(IProxyStateLookup proxy, TrustBoundary boundary)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Task<ServiceDocument[]> FetchAllAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(ApiRoutes.Services.Select(appId => FetchAsync(appId, cancellationToken)));

    private async Task<ServiceDocument> FetchAsync(string appId, CancellationToken cancellationToken)
    {
        if (!proxy.TryGetCluster(appId, out var cluster) || cluster.DestinationsState.AvailableDestinations is not { Count: > 0 } instances)
            return new(appId, null, "no instance is known");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await FetchAsync(appId, cluster, instances[0], patience.Token);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException)
        {
            return new(appId, null, failure is JsonException ? "its document is not JSON" : "it cannot be reached");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(appId, null, "it did not answer in time");
        }
    }

    private async Task<ServiceDocument> FetchAsync(string appId, ClusterState cluster, DestinationState instance, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{instance.Model.Config.Address.TrimEnd('/')}/openapi/v1.json")
        {
            Version = cluster.Model.Config.HttpRequest?.Version ?? System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        boundary.Cross(request, site: null);
        using var response = await cluster.Model.HttpClient.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
            return new(appId, null, $"it answered {(int)response.StatusCode}");
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await JsonNode.ParseAsync(body, cancellationToken: cancellationToken) is JsonObject document
            ? new(appId, document, null)
            : new(appId, null, "its document is not a JSON object");
    }
}
