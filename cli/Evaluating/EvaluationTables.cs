using System.Globalization;
using NetMl.Cli.Reports;
using NetMl.Contracts.Serving;
using NetMl.Contracts.Training;
using Spectre.Console;

namespace NetMl.Cli.Evaluating;

/// <summary>How one model does, as tables.</summary>
internal static class EvaluationTables
{
    /// <summary>More classes than this are not shown one against another.</summary>
    private const int MostCrossed = 12;

    public static void Print(Terminal terminal, EvaluationReport report)
    {
        var model = report.Models[0];
        terminal.WriteRaw($"{model.Model} version {model.Version} ({report.Task}) on {report.Input}: {Scored(report)}.");
        if (model.Classes is { } classes)
            PrintClasses(terminal, report, model, classes);
        if (model.Anomaly is { } anomaly)
        {
            terminal.WriteRaw($"{Words.Count(report.Scored - anomaly.Attacks)} benign, {Words.Count(anomaly.Attacks)} attacks, {Words.Count(report.Unlabelled)} without a label.");
            terminal.Out.Write(Anomaly(report, anomaly));
            if (anomaly.Auroc is < 0.5)
                terminal.WriteRaw($"Worse than luck: attacks score lower than benign {report.Items} here, as when attacks are the usual thing or much alike. Do not rank by this model.");
        }
        foreach (var note in report.Notes)
            terminal.WriteRaw(note);
    }

    /// <summary>"1,234 labelled flows scored, 5 without a label".</summary>
    public static string Scored(EvaluationReport report) =>
        $"{Words.Count(report.Scored)} labelled {report.Items} scored{(report.Unlabelled == 0 ? "" : $", {Words.Count(report.Unlabelled)} without a label")}";

    private static void PrintClasses(Terminal terminal, EvaluationReport report, ModelEvaluation model, ClassificationScores classes)
    {
        foreach (var (name, count) in model.Unknown ?? new Dictionary<string, long>())
            terminal.WriteRaw($"{Words.Count(count)} {report.Items} are '{name}', a class that the model does not know: it cannot be right about them.");
        terminal.Out.Write(Summary(report, classes));
        terminal.Out.Write(PerClass(report, classes));
        if (classes.Confusion is { } confusion && classes.Classes.Count <= MostCrossed)
            terminal.Out.Write(Confusion(classes, confusion));
    }

    private static Table Summary(EvaluationReport report, ClassificationScores classes)
    {
        var table = Tables.Create("Scores", "model", ">accuracy", ">macro F1", ">calibration error");
        foreach (var one in (ClassificationScores?[])[classes, report.Majority])
        {
            if (one is not null)
                table.Row(one.Name, Words.Percent(one.Accuracy), Words.Percent(one.MacroF1), one.CalibrationError is { } error ? Words.Percent(error) : "-");
        }
        return table;
    }

    private static Table PerClass(EvaluationReport report, ClassificationScores classes)
    {
        var table = Tables.Create("Scores per class", "class", $">{report.Items}", ">precision", ">recall", ">F1");
        foreach (var one in classes.Classes)
            table.Row(one.Class, Words.Count(one.Support), Words.PercentOf(one.Support, one.Precision), Words.PercentOf(one.Support, one.Recall), Words.PercentOf(one.Support, one.F1));
        return table;
    }

    private static Table Confusion(ClassificationScores classes, IReadOnlyList<IReadOnlyList<long>> confusion)
    {
        var table = Tables.Create("True classes by the class that was told", ["truth", .. classes.Classes.Select(one => $">{one.Class}")]);
        for (var row = 0; row < confusion.Count; row++)
            table.Row([classes.Classes[row].Class, .. confusion[row].Select(Words.Count)]);
        return table;
    }

    private static Table Anomaly(EvaluationReport report, AnomalyEvaluation anomaly)
    {
        static string Share(double? share) => share is { } known ? Words.Percent(known) : "-";
        static string Number(double? number) => number is { } known ? known.ToString("0.0000", CultureInfo.InvariantCulture) : "-";
        return Tables.Create("How attacks and benign items are told apart", "what", ">value", "meaning")
            .Row("AUROC", Number(anomaly.Auroc), "chance that an attack scores higher than a benign item; 0.5 = by luck")
            .Row("average precision", Number(anomaly.AveragePrecision), report.Scored == 0 ? "" : $"by luck {Number((double)anomaly.Attacks / report.Scored)}")
            .Row("threshold", anomaly.Threshold is { } threshold ? Words.Number(threshold) : "-", anomaly.Flagged is { } flagged ? $"{Words.Count(flagged)} {report.Items} lie above it" : "the model has none")
            .Row("false positives", Share(anomaly.FalsePositives), $"of the benign {report.Items} above the threshold")
            .Row("found", Share(anomaly.Recall), $"of {Words.Count(anomaly.Attacks)} attacks above the threshold");
    }
}
