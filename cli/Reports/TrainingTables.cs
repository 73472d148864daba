using NetMl.Contracts.Training;
using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>What a training job found: scores beside the baselines, or the oddest hosts.</summary>
internal static class TrainingTables
{
    public static Table Summary(JobResult result)
    {
        var table = Tables.Create("Scores on the test part", "model", ">accuracy", ">macro F1", ">calibration error");
        foreach (var scores in All(result))
            table.Row(scores.Name, Words.Percent(scores.Accuracy), Words.Percent(scores.MacroF1), scores.CalibrationError is { } error ? Words.Percent(error) : "-");
        return table;
    }

    /// <summary>Rows are true classes, columns what the model told; classes that were neither are left out.</summary>
    public static Table Confusion(ClassificationScores model, IReadOnlyList<IReadOnlyList<long>> confusion)
    {
        var shown = Enumerable.Range(0, model.Classes.Count).Where(c => confusion[c].Sum() + confusion.Sum(row => row[c]) > 0).ToList();
        var table = Tables.Create($"What {model.Name} told", ["true class", .. shown.Select(c => $">{model.Classes[c].Class}")]);
        foreach (var row in shown.Where(c => confusion[c].Sum() > 0))
            table.Row([model.Classes[row].Class, .. shown.Select(c => Words.Count(confusion[row][c]))]);
        return table;
    }

    /// <summary>How well scores tell attacks from benign items.</summary>
    public static Table Quality(IEnumerable<AnomalyScores> quality)
    {
        var table = Tables.Create("Scores on labelled test items", "scorer", ">AUROC", ">average precision");
        foreach (var scores in quality)
            table.Row(scores.Name, Words.Percent(scores.Auroc), Words.Percent(scores.AveragePrecision));
        return table;
    }

    public static Table PerClass(JobResult result)
    {
        var table = Tables.Create("Scores per class", "class", result.Nodes is null ? ">items" : ">nodes", "model", ">precision", ">recall", ">F1");
        var models = All(result).ToList();
        foreach (var name in models.SelectMany(model => model.Classes).Select(scores => scores.Class).Distinct(StringComparer.Ordinal))
        {
            foreach (var model in models)
            {
                if (model.Classes.FirstOrDefault(scores => scores.Class == name) is { } one)
                    table.Row(name, Words.Count(one.Support), model.Name, Words.PercentOf(one.Support, one.Precision), Words.PercentOf(one.Support, one.Recall), Words.PercentOf(one.Support, one.F1));
            }
        }
        return table;
    }

    public static Table Anomalies(IEnumerable<HostAnomaly> anomalies, string task)
    {
        var table = task == TrainingTasks.FlowAnomaly
            ? Tables.Create("Most anomalous flows", "flow", ">score", "why", "nearest normal")
            : Tables.Create("Most anomalous hosts", "host", ">score", "why", "nearest normal");
        foreach (var one in anomalies)
            table.Row(one.Address, Words.Number(one.Score), string.Join("; ", one.Reasons ?? one.OddestFeatures), one.Nearest is { Count: > 0 } nearest ? nearest[0] : "-");
        return table;
    }

    public static Table Workers(IEnumerable<WorkerShare> workers)
    {
        var table = Tables.Create("Workers", "worker", "parts", ">flows or hosts", ">rounds");
        foreach (var worker in workers)
            table.Row(worker.Worker, string.Join(", ", worker.Parts), Words.Count(worker.Flows), Words.Count(worker.Rounds));
        return table;
    }

    private static IEnumerable<ClassificationScores> All(JobResult result) =>
        result.Model is null ? result.Baselines : [result.Model, .. result.Baselines];
}
