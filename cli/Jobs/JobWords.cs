using NetMl.Cli.Curves;
using NetMl.Cli.Reports;
using NetMl.Contracts.Training;
using NetMl.Gnn;
using NetMl.Gnn.Baselines;

namespace NetMl.Cli.Jobs;

/// <summary>How far a job is, in epochs and words.</summary>
internal static class JobWords
{
    /// <summary>Epochs of one training, at most.</summary>
    public static int Epochs(JobRequest request) => request.Network?.Epochs ?? FlowSettings.Of(request).Epochs;

    /// <summary>Epochs of all trainings of the job.</summary>
    public static double TotalEpochs(JobRequest request) =>
        request.Search is { } search ? SearchRungs.Total(search, Epochs(request)) : (double)Epochs(request) * (request.Repeats ?? 1);

    /// <summary>Those that are done; a repeat that ended early counts as whole.</summary>
    public static double DoneEpochs(JobStatus job) =>
        job.Repeats is { } repeats ? repeats.Sum(repeat => repeat.IsDone ? Epochs(job.Request) : repeat.Epoch) : job.Epoch;

    /// <summary>Epochs done of all; "-" for boosted trees, which have none.</summary>
    public static string Progress(JobStatus job) => job.Request.Network?.Name == TreeClassifier.Name ? "-"
        : $"{job.Epoch} of {(job.Request.Search is null ? Epochs(job.Request) : TotalEpochs(job.Request))}";

    public static string Describe(JobStatus job)
    {
        if (job.Request.Search is { } search)
            return OfSearch(job, search);
        if (job.Repeats is { } repeats)
            return OfRepeats(job, repeats);
        return job.Losses.Count == 0 ? job.State : $"{job.State}, epoch {job.Epoch} of {Epochs(job.Request)}, loss {Words.Loss(job.Losses[^1])}";
    }

    /// <summary>What was learnt from, chosen by and tested, and how that was dealt.</summary>
    public static string Parts(JobRequest request, JobResult result)
    {
        var items = GraphNetworks.IsOfFlows(request.Task) ? "flows" : "hosts";
        var chosen = result.ValidationFlows is > 0 and var validated ? $", chose by {Words.Count(validated)}" : "";
        var kind = request.Split?.Kind ?? SplitKinds.Time;
        var how = result.SplitTime is { } time ? $"{kind}: tested is what starts at {Words.Instant(time)} or later"
            : request.Split?.Hosts is { Count: > 0 } hosts ? $"{kind}: tested is what touches {string.Join(", ", hosts)}"
            : kind == SplitKinds.Random ? FormattableString.Invariant($"{kind}, drawn with seed {request.Seed}") : kind;
        return $"Learnt from {Words.Count(result.TrainFlows)} {items}{chosen}, tested on {Words.Count(result.TestFlows)}; split by {how}.";
    }

    private static string OfSearch(JobStatus job, SearchRequest search)
    {
        if ((job.Search ?? job.Result?.Search) is not { } tried)
            return job.State == JobStates.Training ? "waiting for a worker to take it" : job.State;
        var best = tried.Trials is [{ Score: { } score } first, ..] ? $", best {tried.Metric} {JobCurves.Score(tried.Metric, score)} of trial {first.Trial}" : "";
        return $"{job.State}, {tried.Trials.Count(trial => trial.Score is not null)} of {search.Trials} trials, {Words.Count(job.Epoch, "epoch", "epochs")}{best}{string.Concat(tried.Trials.Select(Running))}";
    }

    private static string Running(SearchTrial trial) =>
        trial.Curve is [.., var now] ? $", trial {trial.Trial} at epoch {trial.Epochs}{(now.Loss is { } loss ? $", loss {Words.Loss(loss)}" : "")}" : "";

    private static string OfRepeats(JobStatus job, IReadOnlyList<RepeatProgress> repeats)
    {
        if (job.State == JobStates.Training && repeats.Count == 0)
            return "waiting for a worker to take it";
        var all = job.Request.Repeats ?? 1;
        var done = all == 1 ? "" : $", {repeats.Count(repeat => repeat.IsDone)} of {all} repeats done";
        var running = repeats.Where(repeat => !repeat.IsDone).Select(repeat =>
            $", {(all == 1 ? "" : $"repeat {repeat.Repeat + 1} at ")}epoch {repeat.Epoch} of {Epochs(job.Request)}, loss {Words.Loss(repeat.Loss)}"
            + (repeat.Validation is { } validation ? $", validation {JobCurves.Score(JobCurves.Metric(job), validation)}" : ""));
        return $"{job.State}{done}{string.Concat(running)}";
    }
}
