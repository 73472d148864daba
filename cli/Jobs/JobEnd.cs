using NetMl.Contracts.Training;

namespace NetMl.Cli.Jobs;

/// <summary>How watching a job ends.</summary>
internal static class JobEnd
{
    /// <summary>The job, which is completed.</summary>
    /// <exception cref="CommandFailure">It failed or was cancelled.</exception>
    public static JobStatus Completed(JobStatus job) => job.State switch
    {
        JobStates.Completed => job,
        JobStates.Failed => throw new CommandFailure($"Job {job.Id} failed: {job.Error ?? "the coordinator gave no reason"}"),
        _ => throw new CommandFailure($"Job {job.Id} was {job.State} before it was done."),
    };

    /// <summary>The system is away, also after several tries; a job that had begun goes on with it.</summary>
    public static CommandFailure Away(JobStatus job, CommandFailure failure) => new(
        $"{failure.Message} Job {job.Id} goes on when the system is back: 'netml jobs {job.Id}' follows it then.", failure.ExitCode);

    /// <summary>Nobody wants to watch it any more.</summary>
    public static CommandFailure Interrupted(JobStatus job) => new(
        $"Interrupted, but job {job.Id} goes on: 'netml jobs {job.Id}' follows it, 'netml jobs {job.Id} --cancel' stops it.", CommandFailure.Interrupted);
}
