using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Dapr.Client;
using Microsoft.Extensions.Options;
using NetMl.Contracts;
using NetMl.Flows;
using NetMl.Inference.Capacity;
using NetMl.Inference.Refusals;

namespace NetMl.Inference.Datasets;

/// <summary>Stored flows, and imported graphs, of graph-feature; asked for through Dapr service invocation.</summary>
/// <param name="http">Leads to graph-feature.</param>
internal sealed class GraphFeatureClient(HttpClient http, IOptions<CapacityOptions> options)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    public GraphFeatureClient(DaprClient dapr, IOptions<CapacityOptions> options)
        : this(dapr.CreateInvokableHttpClient(AppIds.GraphFeature), options)
    {
    }

    /// <summary>The flows of the window of <paramref name="windowFlows"/> flows (0 = all) that a snapshot of the flows within [from, to) has this flow in, in time order.</summary>
    /// <exception cref="Refusal">There is no such data set or flow, it has too many flows, or graph-feature cannot be reached.</exception>
    public Task<IReadOnlyList<FlowBatch>> WindowAsync(
        string dataset, string uid, int windowFlows, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken) =>
        FlowsAsync(dataset, $"?uid={Uri.EscapeDataString(uid)}&window={windowFlows.ToString(CultureInfo.InvariantCulture)}&from={Text(from)}&to={Text(to)}", cancellationToken);

    /// <summary>The flows that start within [from, to); null = no bound. Time order is left to <see cref="Features.FlowTable"/>.</summary>
    /// <param name="limits">Null = those of one request.</param>
    /// <exception cref="Refusal">As above.</exception>
    public Task<IReadOnlyList<FlowBatch>> BetweenAsync(string dataset, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken, FlowLimits? limits = null) =>
        FlowsAsync(dataset, $"?from={Text(from)}&to={Text(to)}", cancellationToken, limits);

    /// <summary>An imported graph.</summary>
    /// <exception cref="Refusal">There is no such graph, graph-feature cannot be reached, or its answer is torn.</exception>
    public async Task<StoredGraph> GraphAsync(string graph, CancellationToken cancellationToken)
    {
        using var response = await GetAsync($"/internal/graphs/{Uri.EscapeDataString(graph)}/tensors", cancellationToken);
        try
        {
            return StoredGraph.Read(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (Exception torn) when (torn is InvalidDataException or ArgumentException or FormatException or JsonException or IOException or HttpRequestException)
        {
            throw Unreachable($"the tensors of graph '{graph}' cannot be used ({torn.Message.TrimEnd('.')})");
        }
    }

    /// <summary>Names of the nodes of an imported graph, in the order of its tensors.</summary>
    /// <param name="version">Of the graph that they shall name.</param>
    /// <exception cref="Refusal">As above, or the graph was replaced since.</exception>
    public async Task<IReadOnlyList<string>> NodeNamesAsync(string graph, string version, CancellationToken cancellationToken)
    {
        using var response = await GetAsync($"/internal/graphs/{Uri.EscapeDataString(graph)}/names", cancellationToken);
        if (response.Headers.ETag is { } tag && tag.Tag.Trim('"') != version)
            throw Unreachable($"the graph '{graph}' was replaced while it was read");
        try
        {
            return await response.Content.ReadFromJsonAsync(WireJson.Default.IReadOnlyListString, cancellationToken) ?? [];
        }
        catch (Exception torn) when (torn is JsonException or IOException or HttpRequestException)
        {
            throw Unreachable($"the names of the nodes of graph '{graph}' cannot be read ({torn.Message.TrimEnd('.')})");
        }
    }

    private async Task<IReadOnlyList<FlowBatch>> FlowsAsync(string dataset, string query, CancellationToken cancellationToken, FlowLimits? limits = null)
    {
        limits ??= new FlowLimits(options.Value.MaxFlows, options.Value.MaxBodyBytes, "Inference:Capacity:MaxFlows", "Inference:Capacity:MaxBodyBytes");
        using var response = await GetAsync($"/internal/datasets/{Uri.EscapeDataString(dataset)}/flows{query}", cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var reading = FlowFileReader.ReadAsync(body, FlowFormat.NetmlFrame, new FlowReadOptions { MaxBytes = limits.Bytes });
        var (batches, count) = (new List<FlowBatch>(), 0);
        try
        {
            await foreach (var batch in reading.WithCancellation(cancellationToken))
            {
                batches.Add(batch);
                count += batch.Count;
                if (count > limits.Flows)
                    throw Refusal.TooLarge($"That part of the data set '{dataset}' holds more than {limits.Flows} flows (setting {limits.FlowsSetting}); name a shorter time.");
            }
        }
        catch (FlowInputException refused) when (refused.Fault == FlowInputFault.Empty)
        {
            throw Refusal.NotFound($"The data set '{dataset}' has no flow in that time.");
        }
        catch (FlowInputException refused) when (refused.Fault == FlowInputFault.TooLarge)
        {
            throw Refusal.TooLarge($"The flows of '{dataset}' are more than {limits.Bytes} bytes (setting {limits.BytesSetting}); name a shorter time.");
        }
        catch (Exception torn) when (torn is IOException or HttpRequestException)
        {
            throw Unreachable(torn.Message);
        }
        return reading.Summary.Rejections is [var first, ..] ? throw Unreachable($"its answer is damaged ({first.Reason})") : batches;
    }

    private async Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var response = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
            {
                var sentence = await SentenceAsync(response, cancellationToken);
                var status = (int)response.StatusCode;
                throw status < StatusCodes.Status500InternalServerError && sentence is not null ? new Refusal(status, sentence) : Unreachable(sentence ?? $"it answered {status}");
            }
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Unreachable(failure.Message);
        }
    }

    private static async Task<string?> SentenceAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            return problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
        }
        catch (Exception other) when (other is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private static Refusal Unreachable(string reason) => Refusal.Unavailable($"graph-feature did not give the data: {reason.TrimEnd('.')}.", RetryAfter);

    private static string Text(DateTimeOffset? instant) => instant is { } given ? Uri.EscapeDataString(given.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)) : "";
}
