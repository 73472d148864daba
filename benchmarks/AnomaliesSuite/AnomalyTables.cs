using System.Globalization;

namespace NetMl.Benchmarks.AnomaliesSuite;

/// <summary>The tables of docs/results.md, in Markdown, and figures for the results file.</summary>
internal static class AnomalyTables
{
    public static void Print(IReadOnlyList<AnomalyResult> results)
    {
        foreach (var part in results.GroupBy(result => (result.Set, result.AreFlows, result.Contamination)).OrderByDescending(part => part.Key.AreFlows))
        {
            var first = part.First();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"\n{part.Key.Set}, {(part.Key.AreFlows ? "flows" : "hosts")}, {part.Key.Contamination}: {first.Attacks} attacks of {first.Items} ({(double)first.Attacks / first.Items:0.000})\n"));
            Console.WriteLine("| network | scorer | AUROC | average precision | false positives | found | s |\n|---|---|---:|---:|---:|---:|---:|");
            foreach (var method in part.GroupBy(result => (result.Network, result.Scorer)))
                Console.WriteLine(
                    $"| {method.Key.Network} | {method.Key.Scorer} | {Mean(method, one => one.Auroc)} | {Mean(method, one => one.AveragePrecision)} | {Mean(method, one => one.FalsePositives)} | {Mean(method, one => one.Found)} | {method.Average(one => one.Seconds).ToString("0.0", CultureInfo.InvariantCulture)} |");
        }
        Console.WriteLine();
    }

    public static IReadOnlyList<Figure> Figures(IReadOnlyList<AnomalyResult> results) =>
    [
        .. results.GroupBy(result => (result.Set, result.AreFlows, result.Contamination, result.Network, result.Scorer)).Select(method => new Figure(
            $"anomalies.{method.Key.Set}_{(method.Key.AreFlows ? "flows" : "hosts")}_{method.Key.Contamination}_{method.Key.Network}_{method.Key.Scorer}".Replace(' ', '-').ToLowerInvariant(),
            method.Average(one => one.Auroc), "AUROC",
            $"{Mean(method, one => one.Auroc)} over {method.Count()} seeds; average precision {Mean(method, one => one.AveragePrecision)}; {Mean(method, one => one.FalsePositives)} of benign items above the threshold for 0.01, {Mean(method, one => one.Found)} of attacks")),
    ];

    private static string Mean(IEnumerable<AnomalyResult> results, Func<AnomalyResult, double> value)
    {
        double[] values = [.. results.Select(value)];
        var mean = values.Average();
        var deviation = values.Length < 2 ? "" : string.Create(CultureInfo.InvariantCulture, $" ± {Math.Sqrt(values.Sum(one => (one - mean) * (one - mean)) / (values.Length - 1)):0.000}");
        return string.Create(CultureInfo.InvariantCulture, $"{mean:0.000}{deviation}");
    }
}
