using NetMl.Cli.Api;
using NetMl.Cli.Curves;
using NetMl.Cli.Federation;
using NetMl.Cli.Progress;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Jobs;

/// <summary>Follows a job's events to its end and shows epochs and loss.</summary>
internal sealed class JobWatch(JobsApi jobs)
{
    /// <summary>The completed job; on a terminal with curves if they are wanted, else with bars; with lines where the output is a file or a pipe.</summary>
    /// <exception cref="CommandFailure">The job failed or was cancelled, the system is away, or nobody wants to watch it any more.</exception>
    public static Task<JobStatus> FollowAsync(JobsApi jobs, JobStatus job, Terminal terminal, bool curves, CancellationToken cancellationToken) =>
        curves && ProgressBoards.IsLive(terminal.Error)
            ? new CurveWatch(jobs, terminal.Error).FollowAsync(job, cancellationToken)
            : new JobWatch(jobs).FollowAsync(job, ProgressBoards.For(terminal.Error), cancellationToken);

    /// <summary>The completed job.</summary>
    /// <exception cref="CommandFailure">The job failed or was cancelled, the system is away, or nobody wants to watch it any more.</exception>
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
                throw JobEnd.Interrupted(job);
            }
            catch (CommandFailure failure) when (Patience.MayPass(failure))
            {
                throw JobEnd.Away(job, failure);
            }
            line.Finish(JobWords.Describe(job));
        });
        return JobEnd.Completed(job);
    }
}
