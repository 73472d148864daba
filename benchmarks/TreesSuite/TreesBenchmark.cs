using System.Globalization;
using NetMl.Tensors.Parallelism;

namespace NetMl.Benchmarks.TreesSuite;

/// <summary>Boosted trees and isolation forests beside scikit-learn's, in turns on the same arrays with the same settings, two threads each.</summary>
internal static class TreesBenchmark
{
    private const int Threads = 2;

    public static int Run(bool isQuick)
    {
        try
        {
            using var team = new WorkTeam(Threads);
            using var peer = SklearnTrees.Start(Threads);
            var figures = new List<Figure>();
            Measure(NslKdd.Read("nsl", 2, isOneHot: false), 100, isQuick ? 3 : 9);
            Measure(NslKdd.Read("nsl_families", 5, isOneHot: false), 100, isQuick ? 1 : 5);
            Measure(NslKdd.Read("nsl_onehot", 2, isOneHot: true), 100, isQuick ? 1 : 5);
            Measure(CicidsTable.Read(), isQuick ? 5 : 100, isQuick ? 1 : 3);
            Measure(WideTable.Make(isQuick ? 5_000 : 20_000, 400), isQuick ? 20 : 100, isQuick ? 1 : 5);
            figures.AddRange(ForestQuality.Measure(NslKdd.Read("nsl", 2, isOneHot: false), isQuick ? 3 : 10, peer));
            Report.Write("trees", isQuick, figures, []);
            return 0;

            void Measure(TreesTable? table, int iterations, int runs)
            {
                if (table is not null)
                    figures.AddRange(Compare(table, iterations, runs, team, peer));
            }
        }
        catch (BenchmarkFailure failure)
        {
            Console.Error.WriteLine($"benchmarks: {failure.Message}");
            return 1;
        }
    }

    private static IEnumerable<Figure> Compare(TreesTable table, int iterations, int runs, WorkTeam team, SklearnTrees? peer)
    {
        peer?.Load(table);
        // What is compiled and loaded on the way does not count.
        TreesRun.Measure(table, Math.Min(iterations, 30), team);
        peer?.Fit(2);
        var (ours, theirs) = (new List<TreesRun>(), new List<TreesRun>());
        for (var run = 0; run < runs; run++)
        {
            ours.Add(TreesRun.Measure(table, iterations, team));
            if (peer is not null)
                theirs.Add(peer.Fit(iterations));
        }

        var words = string.Create(CultureInfo.InvariantCulture, $"{table.Words}: {table.Train.Labels.Length} rows, {table.Features} columns, {iterations} rounds, median of {runs}");
        var fit = Statistics.Median(ours.Select(run => run.FitSeconds));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{words}: {fit:0.000} s"));
        yield return new Figure($"trees.fit_{table.Name}_seconds", fit, "s", words);
        yield return new Figure($"trees.{table.Name}_accuracy", ours[0].Accuracy, "share", $"{table.Test.Labels.Length} test rows");
        yield return new Figure($"trees.{table.Name}_macro_f1", ours[0].MacroF1, "share", "the same rows");
        if (peer is null)
            yield break;
        yield return new Figure($"trees.fit_{table.Name}_vs_sklearn", Statistics.Median(theirs.Select(run => run.FitSeconds)) / fit, "x", $"HistGradientBoostingClassifier {peer.Version}: its time / ours");
        yield return new Figure($"trees.fit_{table.Name}_cpu_vs_sklearn", peer.ProcessorSeconds(iterations) / TreesRun.ProcessorSeconds(table, iterations), "x", "processor time with one thread each: its time / ours");
        yield return new Figure($"trees.predict_{table.Name}_vs_sklearn", Statistics.Median(theirs.Select(run => run.PredictSeconds)) / Statistics.Median(ours.Select(run => run.PredictSeconds)), "x", "classes of the test rows: its time / ours, one thread of ours");
        yield return new Figure($"trees.{table.Name}_accuracy_sklearn", theirs[0].Accuracy, "share", "its accuracy");
        yield return new Figure($"trees.{table.Name}_macro_f1_sklearn", theirs[0].MacroF1, "share", "its macro-F1");
    }
}
