using System.Globalization;
using System.Text.Json.Nodes;
using NetMl.Cli.Reports;
using NetMl.Contracts.Serving;
using NetMl.Contracts.Training;
using Spectre.Console;

namespace NetMl.Cli.Evaluating;

/// <summary>Models beside each other: one row each, the best of a column marked, then what differs and whether it may be noise.</summary>
internal static class ComparisonTables
{
    private const double Noise = 0.05;

    public static void Print(Terminal terminal, EvaluationReport report)
    {
        terminal.WriteRaw($"On {report.Input}: {EvaluationTables.Scored(report)}.");
        foreach (var model in report.Models)
            foreach (var (name, count) in model.Unknown ?? new Dictionary<string, long>())
                terminal.WriteRaw($"{Words.Count(count)} {report.Items} are '{name}', a class that {Name(model)} does not know.");
        terminal.Out.Write(Scores(report));
        if (report.Differences.Count > 0)
            terminal.Out.Write(Differences(report));
        foreach (var note in report.Notes)
            terminal.WriteRaw(note);
    }

    /// <summary>The same as rows of CSV.</summary>
    public static IEnumerable<JsonObject> Rows(EvaluationReport report) => report.Models.Select(model =>
    {
        var row = new JsonObject { ["model"] = model.Model, ["version"] = model.Version };
        foreach (var (name, value, _) in Columns(model))
            row[name] = value;
        foreach (var difference in report.Differences.Where(one => one.Second == Name(model)))
        {
            row[$"{difference.Metric}.difference"] = difference.Difference;
            row[$"{difference.Metric}.chance"] = difference.Chance;
        }
        return row;
    });

    /// <summary>Columns of a list without models.</summary>
    public static IReadOnlyList<string> Names { get; } = ["model", "version"];

    private static Table Scores(EvaluationReport report)
    {
        var columns = report.Models.Select(Columns).ToList();
        var names = columns[0].Select(column => column.Name).ToList();
        var table = Tables.Create("Scores; * = the best", ["model", .. names.Select(name => $">{Header(name)}")]);
        for (var model = 0; model < columns.Count; model++)
            table.Row([Name(report.Models[model]), .. Enumerable.Range(0, names.Count).Select(column => Cell(columns, model, column))]);
        if (report.Majority is { } majority)
            table.Row(["majority", .. names.Select((_, column) => column switch { 0 => Words.Percent(majority.Accuracy), 1 => Words.Percent(majority.MacroF1), _ => "-" })]);
        return table;
    }

    private static string Cell(List<(string Name, double? Value, bool IsLowBetter)[]> columns, int model, int column)
    {
        if (columns[model][column].Value is not { } value)
            return "-";
        var all = columns.Select(one => one[column].Value).OfType<double>().ToList();
        var isBest = all.Count > 1 && value == (columns[model][column].IsLowBetter ? all.Min() : all.Max());
        return $"{Words.Percent(value)}{(isBest ? " *" : "")}";
    }

    private static (string Name, double? Value, bool IsLowBetter)[] Columns(ModelEvaluation model) => model.Anomaly is { } anomaly
        ? [("auroc", anomaly.Auroc, false), ("average-precision", anomaly.AveragePrecision, false), ("false-positives", anomaly.FalsePositives, true), ("found", anomaly.Recall, false)]
        : [("accuracy", model.Classes?.Accuracy, false), ("macro-f1", model.Classes?.MacroF1, false), ("calibration-error", model.Classes?.CalibrationError, true)];

    /// <summary>As the tables of train and evaluate say it; CSV keeps the wire's names.</summary>
    private static string Header(string metric) => metric switch
    {
        "auroc" => "AUROC",
        "macro-f1" => "macro F1",
        _ => metric.Replace('-', ' '),
    };

    private static Table Differences(EvaluationReport report)
    {
        var table = Tables.Create($"Differences, by {report.Differences[0].Method}", "models", "score", ">difference", ">95 % interval", ">p", "meaning");
        foreach (var one in report.Differences)
        {
            table.Row(
                $"{one.First} − {one.Second}", Header(one.Metric), Words.Points(one.Difference), $"{Words.Points(one.Low)} to {Words.Points(one.High)}", one.Chance.ToString("0.000", CultureInfo.InvariantCulture),
                HasSeen(report, one.First) || HasSeen(report, one.Second) ? "not judged: learnt from these" : one.Difference == 0 && one.Low == 0 && one.High == 0 ? "no difference" : one.Chance > Noise ? "may be noise" : one.Difference > 0 ? $"{one.First} is better" : $"{one.Second} is better");
        }
        return table;
    }

    private static bool HasSeen(EvaluationReport report, string name) => report.Models.Any(model => model.LearntFromThem == true && $"{model.Model}@{model.Version}" == name);

    private static string Name(ModelEvaluation model) => string.Create(CultureInfo.InvariantCulture, $"{model.Model}@{model.Version}");
}
