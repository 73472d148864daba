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
    public async Task EvaluateAsync(PartLease lease, byte[] outputs, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(outputs) { Headers = { ContentType = Octets } };
        using var response = await _http.PostAsync($"/internal/leases/{lease.Lease}/evaluation", content, cancellationToken);
        Check(response, lease);
    }

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
