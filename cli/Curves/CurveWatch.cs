using NetMl.Cli.Api;
using NetMl.Cli.Federation;
using NetMl.Cli.Jobs;
using NetMl.Contracts.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetMl.Cli.Curves;

/// <summary>Follows a job's events to its end and draws its curves meanwhile; the last picture stays.</summary>
internal sealed class CurveWatch(JobsApi jobs, IAnsiConsole console)
{
    // Rows of a panel beside its curves, and what stands above and below all panels.
    private const int RowsOfPanel = 2;
    private const int OtherRows = 3;

    /// <summary>The completed job.</summary>
    /// <exception cref="CommandFailure">The job failed or was cancelled, the system is away, or nobody wants to watch it any more.</exception>
    public async Task<JobStatus> FollowAsync(JobStatus job, CancellationToken cancellationToken)
    {
        await console.Live(Picture(job, console.Profile.Height)).AutoClear(false).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
        {
            try
            {
                await foreach (var status in jobs.FollowAsync(job.Id, cancellationToken))
                {
                    job = status;
                    live.UpdateTarget(Picture(job, console.Profile.Height));
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
        });
        return JobEnd.Completed(job);
    }

    /// <summary>A job's curves and a line of words.</summary>
    /// <param name="height">Lines of the terminal.</param>
    public static IRenderable Picture(JobStatus job, int height)
    {
        var panels = JobCurves.Of(job);
        var rows = Math.Clamp((height - OtherRows) / panels.Count - RowsOfPanel, 3, 12);
        return new Rows([.. panels.Select(panel => new CurvePlot(panel, rows)), new Text($"job {job.Id}: {JobWords.Describe(job)}")]);
    }
}
