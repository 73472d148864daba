using System.Globalization;
using NetMl.Cli.Curves;
using NetMl.Contracts.Training;
using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>What a job over the nodes of a graph found.</summary>
internal static class NodeTables
{
    public static Table Summary(JobResult result, NodeResult nodes)
    {
        var table = Tables.Create($"Scores on {Words.Count(nodes.Tested)} test nodes", "model", ">accuracy", ">published", ">macro F1");
        table.Row(
            nodes.Network.Name, Spread(nodes.Accuracy, nodes.AccuracyDeviation, nodes), Words.Percent(result.Model?.Accuracy ?? 0), Spread(nodes.MacroF1, nodes.MacroF1Deviation, nodes));
        foreach (var baseline in result.Baselines)
            table.Row(baseline.Name, Words.Percent(baseline.Accuracy), "", Words.Percent(baseline.MacroF1));
        return table;
    }

    public static Table Training(NodeResult nodes)
    {
        var network = nodes.Network;
        return Tables.Create("Training", "what", ">count", "which")
            .Row("graph", "", nodes.Graph)
            .Row("learnt from", Words.Count(nodes.Learnt), "nodes")
            .Row("chosen by", Words.Count(nodes.Validated), "nodes")
            .Row("tested", Words.Count(nodes.Tested), "nodes")
            .Row("layers", Words.Count(network.Layers ?? 0), string.Create(CultureInfo.InvariantCulture, $"hidden {network.Hidden}, heads {network.Heads}, dropout {network.Dropout}"))
            .Row("epochs", Words.Count((long)nodes.Repeats.Average(repeat => repeat.Epochs)), string.Create(
                CultureInfo.InvariantCulture, $"{(nodes.Repeats.Count == 1 ? "" : "mean; ")}of at most {network.Epochs}, patience {network.Patience}, learning rate {network.LearningRate}, weight decay {network.WeightDecay}"))
            .Row("repeats", Words.Count(nodes.Repeats.Count), $"in {Words.Seconds(nodes.Seconds)}");
    }

    /// <param name="metric">What epochs were chosen by.</param>
    public static Table Repeats(NodeResult nodes, string metric)
    {
        var table = Tables.Create("Repeats", ">repeat", ">seed", ">epochs", ">best epoch", ">validation", ">accuracy", ">macro F1", ">time");
        foreach (var repeat in nodes.Repeats)
        {
            table.Row(
                $"{repeat.Repeat + 1}{(repeat.Repeat == nodes.Published ? " *" : "")}", $"{repeat.Seed}", Words.Count(repeat.Epochs), Words.Count(repeat.BestEpoch),
                repeat.Validation is { } validation ? JobCurves.Score(metric, validation) : "-", Words.Percent(repeat.Accuracy), Words.Percent(repeat.MacroF1), Words.Seconds(repeat.Seconds));
        }
        return table;
    }

    private static string Spread(double mean, double deviation, NodeResult nodes) => nodes.Repeats.Count == 1
        ? Words.Percent(mean)
        : string.Create(CultureInfo.InvariantCulture, $"{mean * 100:0.0} ± {deviation * 100:0.0} %");
}
