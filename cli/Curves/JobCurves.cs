using System.Globalization;
using NetMl.Cli.Reports;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Curves;

/// <summary>What there is to draw of a job: loss and validation by epoch, a line for each repeat; of a search the best score over time and the loss of the trials under way.</summary>
internal static class JobCurves
{
    public static IReadOnlyList<CurvePanel> Of(JobStatus job)
    {
        if (job.Request.Search is not null)
            return OfSearch(job);
        IReadOnlyList<CurvePoint>[] curves = job.Repeats is { } repeats ? [.. repeats.Select(repeat => repeat.Curve ?? [])] : [job.Curve ?? []];

        // Of training in rounds every epoch has a loss, and some are validated.
        IEnumerable<CurveLine> losses = job.Losses.Count > 0 ? [Losses([.. job.Losses.Select((loss, epoch) => new CurvePoint(epoch + 1, loss))])] : curves.Select(Losses);
        var panels = new List<CurvePanel> { Panel("mean training loss", "epochs", Loss, [.. losses]) };
        if (curves.Any(curve => curve.Any(point => point.Score is not null)))
            panels.Add(Panel($"{Metric(job)} on the validation part", "epochs", Number(job), [.. curves.Select(Scores)]));
        return panels;
    }

    private static List<CurvePanel> OfSearch(JobStatus job)
    {
        var panels = new List<CurvePanel> { Panel($"best {Metric(job)} so far, on the validation part", "s", Number(job), [Scores(job.Curve ?? [])]) };
        if (job.Search?.Trials.Where(trial => trial.Curve is not null).ToList() is { Count: > 0 } running)
            panels.Add(Panel($"mean training loss of trial {string.Join(", ", running.Select(trial => trial.Trial))}", "epochs", Loss, [.. running.Select(trial => Losses(trial.Curve ?? []))]));
        return panels;
    }

    /// <summary>What a job goes by.</summary>
    public static string Metric(JobStatus job) => job.Result?.Search?.Metric ?? job.Search?.Metric ?? job.Request.Metric
        ?? (job.Request.Task == TrainingTasks.NodeClassification ? JobMetrics.Accuracy : TrainingTasks.IsAnomaly(job.Request.Task) ? JobMetrics.Loss : JobMetrics.MacroF1);

    /// <summary>How a score by that metric is read.</summary>
    public static string Score(string metric, double score) => metric switch
    {
        JobMetrics.Loss => Loss(score),
        JobMetrics.Auroc => score.ToString("0.000", CultureInfo.InvariantCulture),
        _ => Words.Percent(score),
    };

    private static Func<double, string> Number(JobStatus job)
    {
        var metric = Metric(job);
        return score => Score(metric, score);
    }

    private static string Loss(double loss) => loss.ToString(Math.Abs(loss) < 100 ? "0.0000" : "G4", CultureInfo.InvariantCulture);

    private static CurveLine Losses(IReadOnlyList<CurvePoint> points) => new([.. points.Where(point => point.Loss is not null).Select(point => (point.At, point.Loss ?? 0))]);

    private static CurveLine Scores(IReadOnlyList<CurvePoint> points) => new([.. points.Where(point => point.Score is not null).Select(point => (point.At, point.Score ?? 0))]);

    private static CurvePanel Panel(string title, string unit, Func<double, string> number, IReadOnlyList<CurveLine> lines) => new(title, unit, number, lines);
}
