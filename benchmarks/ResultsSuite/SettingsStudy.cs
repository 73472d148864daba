using System.Globalization;
using System.Text;
using NetMl.Gnn.GraphTasks;
using NetMl.Tensors.Parallelism;

namespace NetMl.Benchmarks.ResultsSuite;

/// <summary>What settings are chosen by: one setting changed at a time, judged by flows that lie before all flows that the tables test.</summary>
/// <remarks>The earlier part of a set is split by time once more, at two places, since rare classes leave a handful of flows to judge by at each.</remarks>
internal static class SettingsStudy
{
    private static readonly double[] Shares = [Arrangement.TrainFraction, Arrangement.TrainFraction * Arrangement.TrainFraction];

    /// <param name="usual">The setting that the others differ from.</param>
    /// <returns>Mean macro-F1 over both places, by setting.</returns>
    public static IReadOnlyList<(string Setting, double MacroF1)> Run(ResultSet set, Trial usual, int seeds, WorkTeam team, StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"### {set.Title}, what settings are chosen by\n\nSeeds 1 to {seeds}; earlier {Shares[0]:0.00} and {Shares[1]:0.00} of each class.\n\n")
            .Append("| setting | macro-F1, first | macro-F1, second | mean | accuracy, mean | s |\n|---|---:|---:|---:|---:|---:|\n");
        ResultSet[] earlier = [.. Shares.Select(set.Earlier)];
        var means = new List<(string, double)>();
        foreach (var (name, areHosts, trial) in Trials(usual))
        {
            var runs = earlier.Select(part => Runs(part, areHosts, trial, seeds, team)).ToArray();
            var (f1, accuracy) = (runs.Average(part => part.Average(run => run.Report.MacroF1)), runs.Average(part => part.Average(run => run.Report.Accuracy)));
            text.Append(CultureInfo.InvariantCulture,
                $"| {name} | {ResultTable.Cell(runs[0], run => run.Report.MacroF1)} | {ResultTable.Cell(runs[1], run => run.Report.MacroF1)} | {f1:0.000} | {accuracy:0.000} | {runs[0].Average(run => run.Seconds):0.0} |\n");
            means.Add((name, f1));
        }
        text.Append('\n');
        return means;
    }

    private static IReadOnlyList<Answers> Runs(ResultSet part, bool areHosts, Trial trial, int seeds, WorkTeam team)
    {
        var arrangement = Arrangement.ByTime(part, trial.Window);
        var networks = new Networks(areHosts ? arrangement.OfHosts(part.Benign) : arrangement, team);
        return [.. Enumerable.Range(1, seeds).Select(seed => networks.Train(trial.Network, trial.Hidden, trial.Settings, seed))];
    }

    private static IEnumerable<(string Name, bool AreHosts, Trial Trial)> Trials(Trial usual)
    {
        yield return (string.Create(CultureInfo.InvariantCulture, $"{usual.Network}, windows of {usual.Window}, width {usual.Hidden}, {usual.Settings.Epochs} epochs, decay {usual.Settings.WeightDecay}, rate {usual.Settings.LearningRate}"), false, usual);
        foreach (var network in new[] { "e-graphsage", "e-gat", "e-graphsage-temporal" })
            yield return (network, false, usual with { Network = network });
        foreach (var window in new[] { 16, 64, 256 })
            yield return ($"windows of {window}", false, usual with { Window = window });
        foreach (var epochs in new[] { 100, 400 })
            yield return ($"{epochs} epochs", false, usual with { Settings = usual.Settings with { Epochs = epochs, ValidateEvery = epochs } });
        foreach (var hidden in new[] { 16, 64 })
            yield return ($"width {hidden}", false, usual with { Hidden = hidden });
        foreach (var decay in new[] { 0, 0.1 })
            yield return (string.Create(CultureInfo.InvariantCulture, $"decay {decay}"), false, usual with { Settings = usual.Settings with { WeightDecay = decay } });
        foreach (var rate in new[] { 0.003, 0.03 })
            yield return (string.Create(CultureInfo.InvariantCulture, $"rate {rate}"), false, usual with { Settings = usual.Settings with { LearningRate = rate } });
        foreach (var network in new[] { "graphsage", "gat" })
            yield return ($"classes of hosts: {network}", true, usual with { Network = network });
    }

    /// <summary>One setting.</summary>
    internal sealed record Trial(string Network, int Window, int Hidden, GraphSettings Settings);
}
