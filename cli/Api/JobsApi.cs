using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Api;

/// <summary>Training jobs.</summary>
internal sealed class JobsApi(GatewayClient gateway)
{
    private const int Reopenings = 20;
    private static readonly TimeSpan Reconnect = TimeSpan.FromMilliseconds(500);

    public Task<JobStatus> StartAsync(JobRequest request, CancellationToken cancellationToken) =>
        gateway.PostAsync("v1/jobs", request, WireJson.Default.JobRequest, WireJson.Default.JobStatus, "the start of the training job", cancellationToken);

    public Task<IReadOnlyList<JobStatus>> ListAsync(CancellationToken cancellationToken) =>
        gateway.GetAsync("v1/jobs", WireJson.Default.IReadOnlyListJobStatus, "the list of jobs", cancellationToken);

    public Task<JobStatus> GetAsync(string job, CancellationToken cancellationToken) =>
        gateway.GetAsync(Path(job), WireJson.Default.JobStatus, $"job '{job}'", cancellationToken);

    public Task CancelAsync(string job, CancellationToken cancellationToken) =>
        gateway.DeleteAsync(Path(job), $"cancelling job '{job}'", cancellationToken);

    /// <summary>Every change of a job until its final state; an event stream that breaks off is opened again.</summary>
    /// <exception cref="CommandFailure">It cannot be opened, or not again within <see cref="Reopenings"/> tries.</exception>
    public async IAsyncEnumerable<JobStatus> FollowAsync(string job, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = 0;
        while (true)
        {
            await using var events = ReadEventsAsync(job, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await MovesOnAsync(events, left > 0))
            {
                left = Reopenings;
                yield return events.Current;
                if (JobStates.IsFinal(events.Current.State))
                    yield break;
            }
            left--;
            await Task.Delay(Reconnect, cancellationToken);
        }
    }

    private async IAsyncEnumerable<JobStatus> ReadEventsAsync(string job, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var what = $"the events of job '{job}'";
        using var response = await gateway.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, $"{Path(job)}/events"), what, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(body).EnumerateAsync(cancellationToken))
            yield return Parse(item.Data, what);
    }

    /// <summary>False also when the stream broke off and may be opened again.</summary>
    private static async Task<bool> MovesOnAsync(IAsyncEnumerator<JobStatus> events, bool mayReopen)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception exception) when (mayReopen && exception is (IOException or HttpRequestException or CommandFailure))
        {
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
