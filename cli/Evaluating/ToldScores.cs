using NetMl.Cli.Api;
using NetMl.Cli.Curves;
using NetMl.Contracts.Serving;
using NetMl.Contracts.Training;
using NetMl.Gnn;

namespace NetMl.Cli.Evaluating;

/// <summary>What the jobs of published models told of their test parts, as far as it is the same test part.</summary>
internal static class ToldScores
{
    /// <exception cref="CommandFailure">A model or its job is gone, or the jobs tested on different items or by other rules.</exception>
    public static async Task<EvaluationReport> ReadAsync(GatewayClient gateway, IReadOnlyList<ModelName> names, CancellationToken cancellationToken)
    {
        var jobs = new List<(ModelVersion Version, JobStatus Job, JobResult Result)>();
        foreach (var name in names)
        {
            var version = await VersionAsync(gateway, name, cancellationToken);
            var job = await gateway.Jobs.GetAsync(version.Job, cancellationToken);
            jobs.Add((version, job, job.Result ?? throw new CommandFailure($"Job {job.Id}, which made {name}, told no result: compare with --dataset or --graph.")));
        }
        var (_, first, result) = jobs[0];
        if (jobs.Find(other => Difference((first, result), (other.Job, other.Result)) is not null) is { Version: { } strange } found)
            throw new CommandFailure($"{names[0]} and {strange.Model}@{strange.Version} were not tested alike ({Difference((first, result), (found.Job, found.Result))}): compare them with --dataset or --graph.");
        return new EvaluationReport(
            first.Request.Dataset, first.Request.Task, result.Nodes is not null ? "nodes" : GraphNetworks.IsOfFlows(first.Request.Task) ? "flows" : "hosts", result.TestFlows, 0,
            [.. jobs.Select(one => new ModelEvaluation(one.Version.Model, one.Version.Version, one.Result.Model, Anomaly: Quality(one.Result)))],
            result.Baselines.FirstOrDefault(baseline => baseline.Name == "majority"), [],
            ["These are the scores that the jobs told. Whether a difference is noise needs the items: add --dataset or --graph."]);
    }

    private static async Task<ModelVersion> VersionAsync(GatewayClient gateway, ModelName name, CancellationToken cancellationToken)
    {
        var model = await gateway.Models.FindAsync(name.Name, cancellationToken) ?? throw new CommandFailure($"There is no model '{name.Name}'; 'netml models' lists them.");
        var wanted = name.Version ?? model.Versions.Max(version => version.Version);
        return model.Versions.FirstOrDefault(version => version.Version == wanted)
            ?? throw new CommandFailure($"The model '{name.Name}' has no version {wanted}; it has {string.Join(", ", model.Versions.Select(version => version.Version).Order())}.");
    }

    /// <summary>What of two jobs' tests is not the same, all of it; null when nothing is.</summary>
    private static string? Difference((JobStatus Job, JobResult Result) one, (JobStatus Job, JobResult Result) other)
    {
        var (a, b) = (one.Job.Request, other.Job.Request);
        (string What, string One, string Other)[] facts =
        [
            ("task", a.Task, b.Task),
            ("data", a.Dataset, b.Dataset),
            ("snapshot or version", one.Result.Snapshot, other.Result.Snapshot),
            ("split", Split(a), Split(b)),
            ("labels", Labels(a), Labels(b)),
            ("flows of a window", Windows(a), Windows(b)),
            ("metric", JobCurves.Metric(one.Job), JobCurves.Metric(other.Job)),
            ("test items", FormattableString.Invariant($"{one.Result.TestFlows}"), FormattableString.Invariant($"{other.Result.TestFlows}")),
        ];
        var differing = facts.Where(fact => fact.One != fact.Other).Select(fact => $"{fact.What}: {fact.One} and {fact.Other}").ToArray();
        return differing.Length == 0 ? null : string.Join("; ", differing);
    }

    private static string Labels(JobRequest request) => request.Labels ?? LabelSources.Flows;

    private static string Windows(JobRequest request) => request.Task == TrainingTasks.NodeClassification ? "none" : FormattableString.Invariant($"{request.WindowFlows}");

    // A drawn split depends on the seed, and so may that of a graph.
    private static string Split(JobRequest request)
    {
        var kind = request.Split?.Kind ?? (request.Task == TrainingTasks.NodeClassification ? SplitKinds.Own : SplitKinds.Time);
        var seed = kind == SplitKinds.Time ? "" : FormattableString.Invariant($", seed {request.Seed}");
        var hosts = request.Split?.Hosts is { } named ? $" {string.Join(' ', named)}" : "";
        return FormattableString.Invariant($"{kind}{hosts} {request.TrainFraction}{seed}");
    }

    private static AnomalyEvaluation? Quality(JobResult result) => result.Anomaly is not { } anomaly ? null : new AnomalyEvaluation(
        anomaly.Quality is [var best, ..] ? best.Auroc : null, anomaly.Quality is [var same, ..] ? same.AveragePrecision : null, 0, anomaly.Threshold, Flagged: anomaly.Flagged);
}
