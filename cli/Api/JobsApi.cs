using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Api;

/// <summary>Training jobs.</summary>
internal sealed class JobsApi(GatewayClient gateway)
{
    private static readonly TimeSpan Reconnect = TimeSpan.FromMilliseconds(500);

    public Task<JobStatus> StartAsync(JobRequest request, CancellationToken cancellationToken) =>
        gateway.PostAsync("v1/jobs", request, WireJson.Default.JobRequest, WireJson.Default.JobStatus, "the start of the training job", cancellationToken);

    public Task<IReadOnlyList<JobStatus>> ListAsync(CancellationToken cancellationToken) =>
        gateway.GetAsync("v1/jobs", WireJson.Default.IReadOnlyListJobStatus, "the list of jobs", cancellationToken);

    public Task<JobStatus> GetAsync(string job, CancellationToken cancellationToken) =>
        gateway.GetAsync(Path(job), WireJson.Default.JobStatus, $"job '{job}'", cancellationToken);

    public async Task CancelAsync(string job, CancellationToken cancellationToken)
    {
        using var response = await gateway.SendAsync(() => new HttpRequestMessage(HttpMethod.Delete, Path(job)), $"cancelling job '{job}'", cancellationToken);
    }

    /// <summary>Every change of a job until its final state; an event stream that breaks off is opened again.</summary>
    public async IAsyncEnumerable<JobStatus> FollowAsync(string job, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            await foreach (var status in ReadEventsAsync(job, cancellationToken))
            {
                yield return status;
                if (JobStates.IsFinal(status.State))
                    yield break;
            }
            await Task.Delay(Reconnect, cancellationToken);
        }
    }

    private async IAsyncEnumerable<JobStatus> ReadEventsAsync(string job, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var what = $"the events of job '{job}'";
        using var response = await gateway.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, $"{Path(job)}/events"), what, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var events = SseParser.Create(body).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await MovesOnAsync(events))
            yield return Parse(events.Current.Data, what);
    }

    private static async Task<bool> MovesOnAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // Broken off: the caller opens the stream again.
            return false;
        }
    }

    private JobStatus Parse(string data, string what)
    {
        try
        {
            return JsonSerializer.Deserialize(data, WireJson.Default.JobStatus) ?? throw new JsonException("it is null");
        }
        catch (JsonException exception)
        {
            throw GatewayErrors.NotUnderstood(gateway.Url, what, exception);
        }
    }

    private static string Path(string job) => $"v1/jobs/{Uri.EscapeDataString(job)}";
}
