using NetMl.Cli.Curves;
using NetMl.Cli.Reports;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Jobs;

/// <summary>A job as tables: who worked, and what came of it.</summary>
internal static class JobReport
{
    public static void Print(Terminal terminal, JobStatus job)
    {
        if (job.Result is not { } result)
        {
            var rest = job.Error is not null ? $": {job.Error}" : JobStates.IsFinal(job.State) ? "." : $"; follow it with 'netml jobs {job.Id}'.";
            terminal.WriteRaw($"Job {job.Id} is {job.State}{rest}");
            return;
        }
        terminal.WriteRaw($"Published {result.Published.Model} version {result.Published.Version} ({(result.Parameters == 0 ? "" : $"{Words.Count(result.Parameters)} parameters, ")}job {job.Id}).");
        if (result.Search is { } search)
            terminal.Out.Write(SearchTables.Trials(search));
        if (result.Nodes is { } nodes)
        {
            PrintNodes(terminal, result, nodes, JobCurves.Metric(job));
            return;
        }
        terminal.WriteRaw(JobWords.Parts(job.Request, result));
        foreach (var note in result.Notes ?? [])
            terminal.WriteRaw(note);
        if (job.Workers.Count > 0)
            terminal.Out.Write(TrainingTables.Workers(job.Workers));
        if (result.Model is { } model)
        {
            terminal.Out.Write(TrainingTables.Summary(result));
            terminal.Out.Write(TrainingTables.PerClass(result));
            if (model.Confusion is { } confusion)
                terminal.Out.Write(TrainingTables.Confusion(model, confusion));
        }
        if (result.Anomaly is { } anomaly)
            PrintAnomaly(terminal, anomaly);
        if (result.Anomalies.Count > 0)
            terminal.Out.Write(TrainingTables.Anomalies(result.Anomalies, job.Request.Task));
    }

    private static void PrintAnomaly(Terminal terminal, AnomalyResult anomaly)
    {
        terminal.WriteRaw($"{Words.Count(anomaly.Flagged)} of {Words.Count(anomaly.Tested)} in the test part lie above {Words.Number(anomaly.Threshold)} ({anomaly.Scorer}).");
        if (anomaly.Quality.Count > 0)
            terminal.Out.Write(TrainingTables.Quality(anomaly.Quality));
    }

    private static void PrintNodes(Terminal terminal, JobResult result, NodeResult nodes, string metric)
    {
        foreach (var note in nodes.Notes)
            terminal.WriteRaw(note);
        terminal.Out.Write(NodeTables.Training(nodes));
        if (nodes.Repeats.Count > 1)
            terminal.Out.Write(NodeTables.Repeats(nodes, metric));
        terminal.Out.Write(NodeTables.Summary(result, nodes));
        terminal.Out.Write(TrainingTables.PerClass(result with { Baselines = [] }));
    }
}
