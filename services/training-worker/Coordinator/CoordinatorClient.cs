using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using Dapr.Client;
using NetMl.Contracts;
using NetMl.Contracts.Training;

namespace NetMl.TrainingWorker.Coordinator;

/// <summary>Calls of training-coordinator through Dapr service invocation.</summary>
/// <remarks>Throws <see cref="HttpRequestException"/> when it cannot be reached and <see cref="LeaseLostException"/> when a part is no longer ours.</remarks>
public sealed class CoordinatorClient(DaprClient dapr)
{
    private static readonly MediaTypeHeaderValue Octets = new("application/octet-stream");
    private readonly HttpClient _http = dapr.CreateInvokableHttpClient(AppIds.TrainingCoordinator);

    /// <summary>Asks for a part; null when there is none for now.</summary>
    public async Task<PartLease?> LeaseAsync(string worker, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsync("/internal/leases", Json(new LeaseRequest(worker), WireJson.Default.LeaseRequest), cancellationToken);
        response.EnsureSuccessStatusCode();
        return response.StatusCode == HttpStatusCode.NoContent
            ? null
            : await response.Content.ReadFromJsonAsync(WireJson.Default.PartLease, cancellationToken);
    }

    /// <summary>The part as safetensors.</summary>
    public async Task<byte[]> DownloadAsync(PartLease lease, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync($"/internal/leases/{lease.Lease}/part", cancellationToken);
        Check(response, lease);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    /// <summary>Says that this worker lives and works on the part.</summary>
    public async Task HeartbeatAsync(PartLease lease, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsync($"/internal/leases/{lease.Lease}/heartbeat", content: null, cancellationToken);
        Check(response, lease);
    }

    /// <summary>Reports a round and waits at the barrier.</summary>
    public async Task<RoundDirective> ReportAsync(PartLease lease, RoundReport report, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsync($"/internal/leases/{lease.Lease}/rounds", Json(report, WireJson.Default.RoundReport), cancellationToken);
        Check(response, lease);
        return await response.Content.ReadFromJsonAsync(WireJson.Default.RoundDirective, cancellationToken)
            ?? throw new HttpRequestException("The coordinator answered a round report with null.");
    }

    /// <summary>Sends the outputs for the test items.</summary>
    public Task EvaluateAsync(PartLease lease, byte[] outputs, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, lease, "evaluation", Bytes(outputs), cancellationToken);

    /// <summary>Says how far a whole training is, or why it cannot be done.</summary>
    public Task ProgressAsync(PartLease lease, PartProgress progress, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, lease, "progress", Json(progress, WireJson.Default.PartProgress), cancellationToken);

    /// <summary>Where a whole training stood when its last worker kept it; null = at its beginning.</summary>
    public async Task<byte[]?> CheckpointAsync(PartLease lease, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync($"/internal/leases/{lease.Lease}/checkpoint", cancellationToken);
        Check(response, lease);
        return response.StatusCode == HttpStatusCode.NoContent ? null : await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    /// <summary>Keeps where a whole training stands.</summary>
    public Task KeepAsync(PartLease lease, byte[] checkpoint, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, lease, "checkpoint", Bytes(checkpoint), cancellationToken);

    /// <summary>Sends what a whole training gave.</summary>
    public Task OutcomeAsync(PartLease lease, byte[] outcome, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, lease, "outcome", Bytes(outcome), cancellationToken);

    private async Task SendAsync(HttpMethod method, PartLease lease, string what, ByteArrayContent content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, $"/internal/leases/{lease.Lease}/{what}") { Content = content };
        using var response = await _http.SendAsync(request, cancellationToken);
        Check(response, lease);
    }

    private static ByteArrayContent Bytes(byte[] bytes) => new(bytes) { Headers = { ContentType = Octets } };

    // With its length known, the body is sent in one piece and the sidecar may retry it.
    private static ByteArrayContent Json<T>(T value, JsonTypeInfo<T> type) =>
        new(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(value, type)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private static void Check(HttpResponseMessage response, PartLease lease)
    {
        if (response.StatusCode == HttpStatusCode.NotFound)
            throw new LeaseLostException(lease);
        response.EnsureSuccessStatusCode();
    }
}

/// <summary>The coordinator no longer knows this lease: another worker may have the part.</summary>
public sealed class LeaseLostException(PartLease lease) : Exception($"Part {lease.Part} of job {lease.Job} is no longer leased here.");
