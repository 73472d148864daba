using System.Diagnostics;
using NetMl.Gnn.Scores;
using NetMl.Tensors.Parallelism;
using NetMl.Trees;

namespace NetMl.Benchmarks.TreesSuite;

/// <summary>One fit and what it is worth on the test rows.</summary>
internal sealed record TreesRun(double FitSeconds, double PredictSeconds, double Accuracy, double MacroF1)
{
    public static TreesRun Measure(TreesTable table, int iterations, WorkTeam team)
    {
        var started = Stopwatch.GetTimestamp();
        var trees = Fit(table, iterations, team);
        var fit = Stopwatch.GetElapsedTime(started).TotalSeconds;
        started = Stopwatch.GetTimestamp();
        var predicted = trees.Predict(table.Test.Values);
        var predict = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var report = ClassificationReport.Of(table.Test.Labels, predicted, table.Classes);
        return new TreesRun(fit, predict, report.Accuracy, report.MacroF1);
    }

    /// <summary>Processor seconds to fit with one thread, which a busy machine hardly changes.</summary>
    public static double ProcessorSeconds(TreesTable table, int iterations)
    {
        var started = Environment.CpuUsage.TotalTime;
        Fit(table, iterations, WorkTeam.Alone);
        return (Environment.CpuUsage.TotalTime - started).TotalSeconds;
    }

    private static BoostedTrees Fit(TreesTable table, int iterations, WorkTeam team) =>
        BoostedTrees.Fit(table.Train.Values, table.Features, table.Train.Labels, table.Classes, default, new BoostingSettings(iterations), team, CancellationToken.None);
}
