using System.Globalization;

namespace NetMl.Benchmarks.AnomaliesSuite;

/// <summary>The tables of docs/results.md, in Markdown, and figures for the results file.</summary>
internal static class AnomalyTables
{
    private static readonly (string Name, Func<AnomalyResult, double> Of)[] Measures =
    [
        ("AUROC", one => one.Auroc), ("average precision", one => one.AveragePrecision),
        ("share of benign items above the threshold", one => one.FalsePositives), ("share of attacks above the threshold", one => one.Found),
    ];

    public static string Text(IReadOnlyList<AnomalyResult> results)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        foreach (var kind in results.GroupBy(result => result.AreFlows))
        {
            var scenes = kind.Select(result => (result.Set, result.Contamination)).Distinct().OrderBy(scene => scene.Contamination).ToArray();
            foreach (var set in kind.DistinctBy(result => result.Set))
                text.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{set.Set}: {set.Attacks} of {set.Items} {(kind.Key ? "test flows are attacks" : "test hosts attack")}, {(double)set.Attacks / set.Items:0.000}"));
            foreach (var (name, of) in Measures)
            {
                text.WriteLine($"\n### {(kind.Key ? "Flows" : "Hosts")}, {name}\n\n| network | scorer | {string.Join(" | ", scenes.Select(scene => $"{scene.Set} {Words(scene.Contamination)}"))} |");
                text.WriteLine($"|---|---|{string.Concat(scenes.Select(_ => "---:|"))}");
                foreach (var method in kind.GroupBy(result => (result.Network, result.Scorer)))
                    text.WriteLine($"| {method.Key.Network} | {method.Key.Scorer} | {string.Join(" | ", scenes.Select(scene => Mean(method.Where(one => (one.Set, one.Contamination) == scene), of)))} |");
            }
            text.WriteLine();
        }
        return text.ToString();
    }

    public static IReadOnlyList<Figure> Figures(IReadOnlyList<AnomalyResult> results) =>
    [
        .. results.GroupBy(result => (result.Set, result.AreFlows, result.Contamination, result.Network, result.Scorer)).Select(method => new Figure(
            $"anomalies.{method.Key.Set}_{(method.Key.AreFlows ? "flows" : "hosts")}_{method.Key.Contamination}_{method.Key.Network}_{method.Key.Scorer}".Replace(' ', '-').ToLowerInvariant(),
            method.Average(one => one.Auroc), "AUROC",
            $"{Mean(method, one => one.Auroc)} over {method.Count()} seeds; average precision {Mean(method, one => one.AveragePrecision)}; {Mean(method, one => one.FalsePositives)} of benign items above the threshold for 0.01, {Mean(method, one => one.Found)} of attacks")),
    ];

    private static string Words(Contamination contamination) => contamination switch
    {
        Contamination.None => "benign",
        Contamination.Twentieth => "5 %",
        _ => "as captured",
    };

    private static string Mean(IEnumerable<AnomalyResult> results, Func<AnomalyResult, double> value)
    {
        double[] values = [.. results.Select(value)];
        var mean = values.Average();
        var deviation = values.Length < 2 ? "" : string.Create(CultureInfo.InvariantCulture, $" ± {Math.Sqrt(values.Sum(one => (one - mean) * (one - mean)) / (values.Length - 1)):0.000}");
        return string.Create(CultureInfo.InvariantCulture, $"{mean:0.000}{deviation}");
    }
}
