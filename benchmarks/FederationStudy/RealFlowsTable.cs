using System.Globalization;

namespace NetMl.Benchmarks.FederationStudy;

/// <summary>A Markdown table of scores: one row per way of learning, one column per site, and their mean; each the mean over seeds ± standard deviation.</summary>
internal sealed class RealFlowsTable(IReadOnlyList<string> columns)
{
    private readonly List<(string Name, IReadOnlyList<double[]> Runs)> _rows = [];

    /// <param name="runs">Of each seed: one score per column.</param>
    public void Add(string name, IReadOnlyList<double[]> runs) => _rows.Add((name, runs));

    public void Print()
    {
        Console.WriteLine($"| | {string.Join(" | ", columns)} | mean |");
        Console.WriteLine($"|---|{string.Concat(columns.Select(_ => "---|"))}---|");
        foreach (var (name, runs) in _rows)
        {
            var cells = Enumerable.Range(0, columns.Count).Select(column => Cell([.. runs.Select(run => run[column])]));
            Console.WriteLine($"| {name} | {string.Join(" | ", cells)} | {Cell([.. runs.Select(run => run.Average())])} |");
        }
        Console.WriteLine();
    }

    private static string Cell(double[] values)
    {
        var mean = values.Average();
        var deviation = values.Length < 2 ? 0 : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
        return string.Create(CultureInfo.InvariantCulture, $"{mean:0.000} ± {deviation:0.000}");
    }
}
