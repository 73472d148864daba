using NetMl.Contracts.Training;
using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>What a training job found: scores beside the baselines, or the oddest hosts.</summary>
internal static class TrainingTables
{
    public static Table Summary(JobResult result)
    {
        var table = Tables.Create("Scores on the test part", "model", ">accuracy", ">macro F1");
        foreach (var scores in All(result))
            table.Row(scores.Name, Words.Percent(scores.Accuracy), Words.Percent(scores.MacroF1));
        return table;
    }

    public static Table PerClass(JobResult result)
    {
        var table = Tables.Create("Scores per class", "class", result.Nodes is null ? ">flows" : ">nodes", "model", ">precision", ">recall", ">F1");
        var models = All(result).ToList();
        foreach (var name in models.SelectMany(model => model.Classes).Select(scores => scores.Class).Distinct(StringComparer.Ordinal))
        {
            foreach (var model in models)
            {
                if (model.Classes.FirstOrDefault(scores => scores.Class == name) is { } one)
                    table.Row(name, Words.Count(one.Support), model.Name, Words.Percent(one.Precision), Words.Percent(one.Recall), Words.Percent(one.F1));
            }
        }
        return table;
    }

    public static Table Anomalies(IEnumerable<HostAnomaly> anomalies)
    {
        var table = Tables.Create("Most anomalous hosts", "host", ">score", "oddest features");
        foreach (var host in anomalies)
            table.Row(host.Address, Words.Number(host.Score), string.Join(", ", host.OddestFeatures));
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
