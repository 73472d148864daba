using NetMl.Cli.Api;
using NetMl.Cli.Progress;
using NetMl.Cli.Reports;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Jobs;

/// <summary>Follows a job's events to its end and shows epochs and loss.</summary>
internal sealed class JobWatch(JobsApi jobs)
{
    /// <summary>The completed job.</summary>
    /// <exception cref="CommandFailure">The job failed or was cancelled, or nobody wants to watch it any more.</exception>
    public async Task<JobStatus> FollowAsync(JobStatus job, IProgressBoard board, CancellationToken cancellationToken)
    {
        await board.RunAsync(async lines =>
        {
            var line = lines.Start($"job {job.Id}", JobWords.TotalEpochs(job.Request));
            try
            {
                await foreach (var status in jobs.FollowAsync(job.Id, cancellationToken))
                {
                    job = status;
                    line.Report(JobWords.DoneEpochs(status), JobWords.Describe(status));
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw new CommandFailure(
                    $"Interrupted, but job {job.Id} goes on: 'netml jobs {job.Id}' follows it, 'netml jobs {job.Id} --cancel' stops it.", CommandFailure.Interrupted);
            }
            line.Finish(JobWords.Describe(job));
        });
        return job.State switch
        {
            JobStates.Completed => job,
            JobStates.Failed => throw new CommandFailure($"Job {job.Id} failed: {job.Error ?? "the coordinator gave no reason"}"),
            _ => throw new CommandFailure($"Job {job.Id} was {job.State} before it was done."),
        };
    }
}
