using System.Globalization;
using System.Text;
using NetMl.Gnn;

namespace NetMl.Benchmarks.ResultsSuite;

/// <summary>The answers of several methods on one arrangement, each with one or more seeds, as Markdown.</summary>
internal sealed class ResultTable(string title, Arrangement arrangement, int seeds)
{
    private readonly List<(string Method, List<Answers> Runs)> _rows = [];

    public void Add(Answers answers)
    {
        if (_rows.FindIndex(row => row.Method == answers.Method) is var at and >= 0)
            _rows[at].Runs.Add(answers);
        else
            _rows.Add((answers.Method, [answers]));
    }

    /// <summary>The answers of a method, one for each seed; empty for one that is not here.</summary>
    public IReadOnlyList<Answers> Of(string method) => _rows.FirstOrDefault(row => row.Method == method).Runs ?? [];

    /// <summary>Mean macro-F1 of a method's seeds.</summary>
    public IEnumerable<(string Method, double MacroF1)> Means => _rows.Select(row => (row.Method, row.Runs.Average(run => run.Report.MacroF1)));

    /// <summary>Methods, F1 of each class, and what is taken for what.</summary>
    public string Text()
    {
        var text = new StringBuilder($"### {title}\n\n")
            .Append(CultureInfo.InvariantCulture, $"{arrangement.Split.Train.Length} learnt from, {arrangement.Split.Validation.Length} chosen by, {arrangement.Split.Test.Length} tested; seeds 1 to {seeds} where there is a ±.\n\n")
            .Append("| method | macro-F1 | accuracy | calibration error | s |\n|---|---:|---:|---:|---:|\n");
        foreach (var (method, runs) in _rows)
            text.Append(CultureInfo.InvariantCulture,
                $"| {method} | {Cell(runs, run => run.Report.MacroF1)} | {Cell(runs, run => run.Report.Accuracy)} | {Cell(runs, run => run.CalibrationError)} | {runs.Average(run => run.Seconds):0.0} |\n");
        AddClasses(text.Append('\n'));
        AddConfusion(text.Append('\n'));
        return text.Append('\n').ToString();
    }

    // F1 of each class.
    private void AddClasses(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"| class | tested | {string.Join(" | ", _rows.Skip(1).Select(row => row.Method))} |\n");
        text.Append(CultureInfo.InvariantCulture, $"|---|---:|{string.Concat(_rows.Skip(1).Select(_ => "---:|"))}\n");
        for (var c = 0; c < arrangement.Classes.Count; c++)
        {
            var cells = _rows.Skip(1).Select(row => row.Runs.Average(run => run.Report.Classes[c].F1).ToString("0.000", CultureInfo.InvariantCulture));
            if (_rows[0].Runs[0].Report.Classes[c].Support > 0)
                text.Append(CultureInfo.InvariantCulture, $"| {arrangement.Classes[c]} | {_rows[0].Runs[0].Report.Classes[c].Support} | {string.Join(" | ", cells)} |\n");
        }
    }

    // Of the best network, or of the best method where there is none, first seed; rows are true classes, columns answers, which have the same numbers.
    private void AddConfusion(StringBuilder text)
    {
        var networks = _rows.Where(row => GraphNetworks.NamesOf(arrangement.Task).Contains(row.Method)).ToArray();
        var (method, runs) = (networks.Length > 0 ? networks : [.. _rows]).MaxBy(row => row.Runs.Average(run => run.Report.MacroF1));
        var confusion = runs[0].Confusion;
        int[] classes = [.. Enumerable.Range(0, confusion.Length).Where(c => confusion[c].Sum() > 0 || confusion.Sum(row => row[c]) > 0)];
        text.Append(CultureInfo.InvariantCulture, $"{method}, seed 1, true class by row, answer by column:\n\n| | {string.Join(" | ", classes.Select((_, at) => at + 1))} |\n|---|{string.Concat(classes.Select(_ => "---:|"))}\n");
        for (var at = 0; at < classes.Length; at++)
            text.Append(CultureInfo.InvariantCulture, $"| {at + 1} {arrangement.Classes[classes[at]]} | {string.Join(" | ", classes.Select(told => confusion[classes[at]][told]))} |\n");
    }

    /// <summary>Mean, and ± the standard deviation of several runs.</summary>
    public static string Cell(IReadOnlyList<Answers> runs, Func<Answers, double> value)
    {
        var values = runs.Select(value).ToArray();
        var mean = values.Average();
        return values.Length < 2
            ? mean.ToString("0.000", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{mean:0.000} ± {Math.Sqrt(values.Sum(one => (one - mean) * (one - mean)) / (values.Length - 1)):0.000}");
    }
}
