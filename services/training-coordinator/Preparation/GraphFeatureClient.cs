using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dapr.Client;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;
using NetMl.Contracts.Graphs;
using NetMl.TrainingCoordinator.NodeClassification;

namespace NetMl.TrainingCoordinator.Preparation;

/// <summary>Calls of graph-feature through Dapr service invocation.</summary>
sealed class GraphFeatureClient(DaprClient dapr)
{
    private readonly HttpClient _http = dapr.CreateInvokableHttpClient(AppIds.GraphFeature);

    /// <summary>Null when there is no such data set.</summary>
    /// <exception cref="GraphFeatureException">graph-feature refused or cannot be reached.</exception>
    public async Task<DatasetSummary?> DatasetAsync(string dataset, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/v1/datasets/{Uri.EscapeDataString(dataset)}"), cancellationToken);
        // 400: no data set may have this name.
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
            return null;
        await CheckAsync(response, cancellationToken);
        return await response.Content.ReadFromJsonAsync(WireJson.Default.DatasetSummary, cancellationToken);
    }

    /// <summary>Freezes the flows of a time range.</summary>
    /// <exception cref="GraphFeatureException">graph-feature refused or cannot be reached.</exception>
    public async Task<SnapshotSummary> SnapshotAsync(string dataset, SnapshotRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/v1/datasets/{Uri.EscapeDataString(dataset)}/snapshots")
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, WireJson.Default.SnapshotRequest))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
        };
        using var response = await SendAsync(message, cancellationToken);
        await CheckAsync(response, cancellationToken);
        return await response.Content.ReadFromJsonAsync(WireJson.Default.SnapshotSummary, cancellationToken)
            ?? throw new GraphFeatureException("graph-feature answered a snapshot request with null.", isPassing: false);
    }

    /// <summary>What a snapshot holds, by its id or a beginning of it; null when there is none.</summary>
    /// <exception cref="GraphFeatureException">graph-feature refused or cannot be reached.</exception>
    public async Task<SnapshotSummary?> FindSnapshotAsync(string snapshot, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/v1/snapshots/{Uri.EscapeDataString(snapshot)}"), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        await CheckAsync(response, cancellationToken);
        return await response.Content.ReadFromJsonAsync(WireJson.Default.SnapshotSummary, cancellationToken);
    }

    /// <summary>What detectors have found in a data set.</summary>
    /// <exception cref="GraphFeatureException">graph-feature refused or cannot be reached.</exception>
    public async Task<IReadOnlyList<BehaviourFinding>> FindingsAsync(string dataset, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/v1/datasets/{Uri.EscapeDataString(dataset)}/behaviours"), cancellationToken);
        await CheckAsync(response, cancellationToken);
        return await response.Content.ReadFromJsonAsync(WireJson.Default.IReadOnlyListBehaviourFinding, cancellationToken) ?? [];
    }

    /// <summary>The tensors of a snapshot.</summary>
    /// <exception cref="GraphFeatureException">graph-feature refused or cannot be reached, or its answer is torn.</exception>
    public async Task<SnapshotGraph> TensorsAsync(string snapshot, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, $"/v1/snapshots/{Uri.EscapeDataString(snapshot)}/tensors");
        using var response = await SendAsync(message, cancellationToken);
        await CheckAsync(response, cancellationToken);
        try
        {
            return SnapshotGraph.Read(snapshot, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (Exception torn) when (torn is InvalidDataException or ArgumentException or JsonException)
        {
            throw new GraphFeatureException($"The tensors of snapshot {snapshot} cannot be used: {torn.Message}", isPassing: false);
        }
    }

    /// <summary>Names of all data sets.</summary>
    /// <exception cref="GraphFeatureException">graph-feature refused or cannot be reached.</exception>
    public async Task<IReadOnlyList<string>> DatasetNamesAsync(CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, "/v1/datasets"), cancellationToken);
        await CheckAsync(response, cancellationToken);
        return [.. (await response.Content.ReadFromJsonAsync(WireJson.Default.IReadOnlyListDatasetSummary, cancellationToken) ?? []).Select(dataset => dataset.Dataset)];
    }

    /// <summary>All imported graphs.</summary>
    /// <exception cref="GraphFeatureException">graph-feature refused or cannot be reached.</exception>
    public async Task<IReadOnlyList<GraphInfo>> GraphsAsync(CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, "/v1/graphs"), cancellationToken);
        await CheckAsync(response, cancellationToken);
        return await response.Content.ReadFromJsonAsync(WireJson.Default.IReadOnlyListGraphInfo, cancellationToken) ?? [];
    }

    /// <summary>The present content of an imported graph.</summary>
    /// <exception cref="GraphFeatureException">graph-feature refused or cannot be reached, or its answer is torn.</exception>
    public async Task<GraphInput> GraphTensorsAsync(string graph, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, $"/internal/graphs/{Uri.EscapeDataString(graph)}/tensors");
        using var response = await SendAsync(message, cancellationToken);
        await CheckAsync(response, cancellationToken);
        try
        {
            return GraphInput.Read(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (Exception torn) when (torn is InvalidDataException or ArgumentException or JsonException)
        {
            throw new GraphFeatureException($"The tensors of graph '{graph}' cannot be used: {torn.Message}", isPassing: false);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(message, cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new GraphFeatureException($"graph-feature cannot be reached: {failure.Message}", isPassing: true);
        }
    }

    private static async Task CheckAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
            return;
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var reason = Detail(body) ?? $"it answered {(int)response.StatusCode}";
        throw new GraphFeatureException($"graph-feature: {reason}", isPassing: (int)response.StatusCode >= 500);
    }

    private static string? Detail(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            foreach (var name in (ReadOnlySpan<string>)["detail", "message"])
                if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var text))
                    return text.GetString();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>graph-feature did not answer as wished; the message is a sentence for people.</summary>
/// <param name="isPassing">It may work a moment later.</param>
sealed class GraphFeatureException(string message, bool isPassing) : Exception(message)
{
    public bool IsPassing { get; } = isPassing;
}
