using NetMl.Cli.Reports;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Jobs;

/// <summary>How far a job is, in epochs and words.</summary>
internal static class JobWords
{
    /// <summary>Epochs of one training, at most.</summary>
    public static int Epochs(JobRequest request) => request.Network?.Epochs ?? request.Epochs;

    /// <summary>Epochs of all trainings of the job.</summary>
    public static double TotalEpochs(JobRequest request) => (double)Epochs(request) * (request.Repeats ?? 1);

    /// <summary>Those that are done; a repeat that ended early counts as whole.</summary>
    public static double DoneEpochs(JobStatus job) =>
        job.Repeats is { } repeats ? repeats.Sum(repeat => repeat.IsDone ? Epochs(job.Request) : repeat.Epoch) : job.Epoch;

    public static string Describe(JobStatus job)
    {
        if (job.Repeats is { } repeats)
            return OfRepeats(job, repeats);
        return job.Losses.Count == 0 ? job.State : $"{job.State}, epoch {job.Epoch} of {Epochs(job.Request)}, loss {Words.Loss(job.Losses[^1])}";
    }

    private static string OfRepeats(JobStatus job, IReadOnlyList<RepeatProgress> repeats)
    {
        if (job.State == JobStates.Training && repeats.Count == 0)
            return "waiting for a worker to take it";
        var all = job.Request.Repeats ?? 1;
        var done = all == 1 ? "" : $", {repeats.Count(repeat => repeat.IsDone)} of {all} repeats done";
        var running = repeats.Where(repeat => !repeat.IsDone).Select(repeat =>
            $", {(all == 1 ? "" : $"repeat {repeat.Repeat + 1} at ")}epoch {repeat.Epoch} of {Epochs(job.Request)}, loss {Words.Loss(repeat.Loss)}"
            + (repeat.Validation is { } validation ? $", validation {Words.Percent(validation)}" : ""));
        return $"{job.State}{done}{string.Concat(running)}";
    }
}
