using System.Globalization;
using System.Text;
using NetMl.Benchmarks.Machine;

namespace NetMl.Benchmarks.FederationStudy;

/// <summary>One setting's end: both strategies' last points, seed by seed.</summary>
internal sealed record FedProxRow(string Data, double Stragglers, IReadOnlyList<StudyPoint> FedAvg, IReadOnlyList<StudyPoint> FedProx)
{
    /// <summary>FedProx − FedAvg in points of test accuracy, of the same data, cohorts and stragglers.</summary>
    public IReadOnlyList<double> Gains => [.. FedProx.Select((point, i) => 100 * (point.TestAccuracy - FedAvg[i].TestAccuracy))];

    public double Gain => Gains.Average();
}

/// <summary>The study as Markdown.</summary>
internal static class FedProxTable
{
    public static string Write(IReadOnlyList<FedProxRow> rows, IReadOnlyList<string> drawings, int rounds, int seeds, string command)
    {
        var text = new StringBuilder("# FedProx beside FedAvg, with stragglers\n\n")
            .Append(CultureInfo.InvariantCulture, $"The synthetic data of Li et al. 2020 (section 5.1): 30 sites, 10 asked a round, {rounds} rounds, E = {FedProxRun.Epochs}, batch {FedProxRun.Batch}, learning rate {FedProxRun.LearningRate}, μ = {FedProxRun.Mu}, {seeds} seeds.\n")
            .Append("Stragglers get 1 to E − 1 epochs done: FedAvg drops them, FedProx keeps their partial work. Both strategies see the same data, cohorts and stragglers.\n\n")
            .Append(CultureInfo.InvariantCulture, $"- `{command}`\n- commit {Host.Commit()}, .NET {Environment.Version}\n- last round, mean ± standard deviation over seeds; *wins* counts the seeds where FedProx ends at least as high\n\n")
            .Append("| data | stragglers | FedAvg, accuracy % | FedProx, accuracy % | gain, points | wins | FedAvg, test loss | FedProx, test loss | FedAvg, training loss | FedProx, training loss |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Data} | {100 * row.Stragglers:0} % | {Cell(row.FedAvg, p => 100 * p.TestAccuracy, "0.0")} | {Cell(row.FedProx, p => 100 * p.TestAccuracy, "0.0")} ")
                .Append(CultureInfo.InvariantCulture, $"| {row.Gain:+0.0;−0.0} ± {SeedBand.Deviate(row.Gains):0.0} | {row.Gains.Count(gain => gain >= 0)} of {seeds} ")
                .Append(CultureInfo.InvariantCulture, $"| {Cell(row.FedAvg, p => p.TestLoss, "0.00")} | {Cell(row.FedProx, p => p.TestLoss, "0.00")} | {Cell(row.FedAvg, p => p.TrainingLoss, "0.00")} | {Cell(row.FedProx, p => p.TrainingLoss, "0.00")} |\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"\n{Verdict(rows)}\n");
        foreach (var drawing in drawings)
            text.Append(CultureInfo.InvariantCulture, $"\n![Training loss and test accuracy by round, {Path.GetFileNameWithoutExtension(drawing)}]({drawing})\n");
        return text.ToString();
    }

    /// <summary>Says where the paper's ordering, and its widening gap, hold and where they do not.</summary>
    public static string Verdict(IReadOnlyList<FedProxRow> rows)
    {
        string[] below = [.. rows.Where(row => row.Gain < 0).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Data} with {100 * row.Stragglers:0} % stragglers ({row.Gain:+0.0;−0.0} points)"))];
        var ordering = below.Length == 0
            ? "FedProx's mean accuracy is at least FedAvg's in every setting."
            : $"FedProx's mean accuracy is at least FedAvg's in {rows.Count - below.Length} of {rows.Count} settings; it is below in {string.Join(", ", below)}.";
        string[] notWider = [.. rows.GroupBy(row => row.Data).Where(data => data.Last().Gain <= data.First().Gain).Select(data => data.Key)];
        var gap = notWider.Length == 0
            ? "The gap is wider with the most stragglers than with none on all data."
            : $"The gap is wider with the most stragglers than with none on all data but {string.Join(", ", notWider)}.";
        return $"{ordering} {gap}";
    }

    private static string Cell(IReadOnlyList<StudyPoint> points, Func<StudyPoint, double> value, string format)
    {
        double[] values = [.. points.Select(value)];
        return $"{values.Average().ToString(format, CultureInfo.InvariantCulture)} ± {SeedBand.Deviate(values).ToString(format, CultureInfo.InvariantCulture)}";
    }
}
