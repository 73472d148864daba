using System.Diagnostics;
using NetMl.Gnn.Scores;
using NetMl.Trees;

namespace NetMl.Benchmarks.TreesSuite;

/// <summary>Isolation forests that have seen normal rows only: how well they rank attacks, beside scikit-learn's.</summary>
internal static class ForestQuality
{
    public static IEnumerable<Figure> Measure(TreesTable? table, int seeds, SklearnTrees? peer)
    {
        if (table is null)
            yield break;
        var normal = table.Train.Pick([.. Enumerable.Range(0, table.Train.Labels.Length).Where(row => table.Train.Labels[row] == 0)], table.Features);
        var isAttack = Array.ConvertAll(table.Test.Labels, label => label != 0);
        peer?.Load(table);
        IsolationForest.Fit(normal.Values, table.Features, new IsolationSettings(), CancellationToken.None);
        var (ours, theirs) = (new List<(double Seconds, double Auroc)>(), new List<(double Seconds, double Auroc)>());
        for (var seed = 1; seed <= seeds; seed++)
        {
            var started = Stopwatch.GetTimestamp();
            var scores = IsolationForest.Fit(normal.Values, table.Features, new IsolationSettings(Seed: seed), CancellationToken.None).Scores(table.Test.Values);
            ours.Add((Stopwatch.GetElapsedTime(started).TotalSeconds, AreaUnderCurve.Of(scores, isAttack)));
            if (peer is not null)
                theirs.Add(peer.Forest(seed));
        }
        yield return new Figure("trees.forest_nsl_auroc", ours.Average(run => run.Auroc), "share", $"isolation forest on normal rows, attacks of the test rows; mean of {seeds} seeds");
        if (peer is null)
            yield break;
        yield return new Figure("trees.forest_nsl_auroc_sklearn", theirs.Average(run => run.Auroc), "share", $"IsolationForest {peer.Version}");
        yield return new Figure("trees.forest_nsl_vs_sklearn", Statistics.Median(theirs.Select(run => run.Seconds)) / Statistics.Median(ours.Select(run => run.Seconds)), "x", "fit and score: its time / ours");
    }
}
