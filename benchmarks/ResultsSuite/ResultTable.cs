using System.Globalization;

namespace NetMl.Benchmarks.ResultsSuite;

/// <summary>The answers of several methods on one arrangement, each with one or more seeds, as Markdown.</summary>
internal sealed class ResultTable(string title, Arrangement arrangement, int seeds)
{
    private const int MostClassesOfAMatrix = 6;
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

    public void Print()
    {
        Console.WriteLine($"### {title}\n");
        Console.WriteLine(
            $"{arrangement.Split.Train.Length} learnt from, {arrangement.Split.Validation.Length} chosen by, {arrangement.Split.Test.Length} tested; seeds 1 to {seeds} where there is a ±.\n");
        Console.WriteLine("| method | macro-F1 | accuracy | calibration error | s |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        foreach (var (method, runs) in _rows)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {method} | {Cell(runs, run => run.Report.MacroF1)} | {Cell(runs, run => run.Report.Accuracy)} | {Cell(runs, run => run.CalibrationError)} | {runs.Average(run => run.Seconds):0.0} |"));
        Console.WriteLine();
        PrintClasses();
        PrintConfusion();
    }

    // F1 of each class: the best baseline and the best network.
    private void PrintClasses()
    {
        Console.WriteLine($"| class | tested | {string.Join(" | ", _rows.Skip(1).Select(row => row.Method))} |");
        Console.WriteLine($"|---|---:|{string.Concat(_rows.Skip(1).Select(_ => "---:|"))}");
        for (var c = 0; c < arrangement.Classes.Count; c++)
        {
            var cells = _rows.Skip(1).Select(row => row.Runs.Average(run => run.Report.Classes[c].F1).ToString("0.000", CultureInfo.InvariantCulture));
            if (_rows[0].Runs[0].Report.Classes[c].Support > 0)
                Console.WriteLine($"| {arrangement.Classes[c]} | {_rows[0].Runs[0].Report.Classes[c].Support} | {string.Join(" | ", cells)} |");
        }
        Console.WriteLine();
    }

    // Of the best method, first seed: all of it where it is small, else the pairs that are most often taken for each other.
    private void PrintConfusion()
    {
        var (method, runs) = _rows.MaxBy(row => row.Runs.Average(run => run.Report.MacroF1));
        var confusion = runs[0].Confusion;
        var pairs = Enumerable.Range(0, confusion.Length).SelectMany(truth => Enumerable.Range(0, confusion.Length).Select(told => (truth, told, count: confusion[truth][told])))
            .Where(pair => pair.truth != pair.told && pair.count > 0).OrderByDescending(pair => pair.count).Take(MostClassesOfAMatrix).ToArray();
        Console.WriteLine(pairs.Length == 0
            ? $"{method} takes none for another, seed 1.\n"
            : $"{method}, seed 1, takes {string.Join("; ", pairs.Select(pair => $"{pair.count} {arrangement.Classes[pair.truth]} for {arrangement.Classes[pair.told]}"))}.\n");
    }

    private static string Cell(List<Answers> runs, Func<Answers, double> value)
    {
        var values = runs.Select(value).ToArray();
        var mean = values.Average();
        return values.Length < 2
            ? mean.ToString("0.000", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{mean:0.000} ± {Math.Sqrt(values.Sum(one => (one - mean) * (one - mean)) / (values.Length - 1)):0.000}");
    }
}
