using System.Globalization;

namespace NetMl.Benchmarks.FederationStudy;

/// <summary>Mean and deviation over seeds of one setting's runs.</summary>
internal sealed record SeedBand(double[] Rounds, double[] Mean, double[] Deviation)
{
    public static SeedBand Of(IReadOnlyList<IReadOnlyList<StudyPoint>> runs, Func<StudyPoint, double> value)
    {
        int[] points = [.. Enumerable.Range(0, runs[0].Count)];
        return new SeedBand(
            [.. points.Select(i => (double)runs[0][i].Round)], [.. points.Select(i => runs.Average(run => value(run[i])))], [.. points.Select(i => Deviate([.. runs.Select(run => value(run[i]))]))]);
    }

    /// <summary>Sample deviation; 0 of one number.</summary>
    public static double Deviate(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return values.Count < 2 ? 0 : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }
}

/// <summary>Draws the curves of one data set: training loss above, test accuracy below, a column per share of stragglers.</summary>
internal static class FedProxCurves
{
    public static string Draw(double alpha, double beta, IReadOnlyList<double> stragglers, int seeds, Func<double, string, IReadOnlyList<IReadOnlyList<StudyPoint>>> runs)
    {
        List<ChartPanel> panels = [.. Row("training loss", point => point.TrainingLoss, 0), .. Row("test accuracy", point => point.TestAccuracy, 1)];
        return LineChart.Render(
            string.Create(CultureInfo.InvariantCulture, $"synthetic({alpha}, {beta}): FedProx beside FedAvg"),
            string.Create(CultureInfo.InvariantCulture, $"mean and one standard deviation over {seeds} seeds; FedAvg drops stragglers, FedProx (μ = {FedProxRun.Mu}) keeps their partial work"),
            panels, stragglers.Count);

        IEnumerable<ChartPanel> Row(string name, Func<StudyPoint, double> value, double fixedTop)
        {
            ChartLine[][] lines = [.. stragglers.Select(share => new[] { Line(share, "fed-avg", value), Line(share, "fed-prox", value) })];
            // The loss axis ends where the means do; a band may leave it.
            var top = fixedTop > 0 ? fixedTop : 1.05 * lines.Max(pair => pair.Max(line => line.Mean.Max()));
            return stragglers.Select((share, i) => new ChartPanel(
                string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} % stragglers"), "round", name, 0, top, lines[i]));
        }

        ChartLine Line(double share, string strategy, Func<StudyPoint, double> value)
        {
            var band = SeedBand.Of(runs(share, strategy), value);
            return strategy == "fed-avg"
                ? new ChartLine("FedAvg", LineChart.Vermillion, true, band.Rounds, band.Mean, band.Deviation)
                : new ChartLine("FedProx", LineChart.Blue, false, band.Rounds, band.Mean, band.Deviation);
        }
    }
}
