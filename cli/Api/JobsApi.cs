using NetMl.Contracts;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Api;

/// <summary>Training jobs.</summary>
internal sealed class JobsApi(GatewayClient gateway)
{
    public Task<JobStatus> StartAsync(JobRequest request, CancellationToken cancellationToken) =>
        gateway.PostAsync("v1/jobs", request, WireJson.Default.JobRequest, WireJson.Default.JobStatus, "the start of the training job", cancellationToken);

    public Task<IReadOnlyList<JobStatus>> ListAsync(CancellationToken cancellationToken) =>
        gateway.GetAsync("v1/jobs", WireJson.Default.IReadOnlyListJobStatus, "the list of jobs", cancellationToken);

    public Task<JobStatus> GetAsync(string job, CancellationToken cancellationToken) =>
        gateway.GetAsync(Path(job), WireJson.Default.JobStatus, $"job '{job}'", cancellationToken);

    public Task CancelAsync(string job, CancellationToken cancellationToken) =>
        gateway.DeleteAsync(Path(job), $"cancelling job '{job}'", cancellationToken);

    /// <summary>Every change of a job until its final state; an event stream that breaks off is opened again.</summary>
    /// <exception cref="CommandFailure">It cannot be opened, or not again after many tries.</exception>
    public IAsyncEnumerable<JobStatus> FollowAsync(string job, CancellationToken cancellationToken) =>
        new EventStream<JobStatus>(gateway, $"{Path(job)}/events", WireJson.Default.JobStatus, status => JobStates.IsFinal(status.State), $"the events of job '{job}'")
            .FollowAsync(cancellationToken);

    private static string Path(string job) => $"v1/jobs/{Uri.EscapeDataString(job)}";
}
