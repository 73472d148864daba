using System.Diagnostics;
using System.Globalization;
using NetMl.Benchmarks.ResultsSuite;
using NetMl.Gnn;
using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Anomalies.Scorers;
using NetMl.Tensors.Parallelism;

namespace NetMl.Benchmarks.AnomaliesSuite;

/// <summary>How well models without labels tell attacks from benign flows and attackers from other hosts, beside methods that know no graph.</summary>
internal static class AnomaliesBenchmark
{
    /// <summary>False positives that thresholds are set for.</summary>
    public const double Budget = 0.01;

    public static async Task<int> RunAsync(bool isQuick, CancellationToken cancellationToken)
    {
        try
        {
            using var team = new WorkTeam();
            var results = new List<AnomalyResult>();
            var trial = new AnomalyTrial(isQuick ? 20 : 100, AnomalyScorers.Names);
            foreach (var name in isQuick ? ["stratosphere"] : ResultSet.Names)
            {
                var set = await ResultSet.ReadAsync(name);
                foreach (var contamination in isQuick ? [Contamination.None] : Enum.GetValues<Contamination>())
                    results.AddRange(Measure(set, contamination, trial, isQuick || contamination == Contamination.AsCaptured ? 1 : 3, team));
            }
            var tables = AnomalyTables.Text(results);
            Console.Write(tables);
            Report.Write("anomalies", isQuick, AnomalyTables.Figures(results), [], tables);
            return 0;
        }
        catch (BenchmarkFailure failure)
        {
            await Console.Error.WriteLineAsync($"benchmarks: {failure.Message}");
            return 1;
        }
    }

    private static IEnumerable<AnomalyResult> Measure(ResultSet set, Contamination contamination, AnomalyTrial trial, int seeds, WorkTeam team)
    {
        var started = Stopwatch.GetTimestamp();
        for (var seed = 1; seed <= seeds; seed++)
        {
            var scene = AnomalyScene.Of(set, contamination, seed);
            foreach (var task in (string[])[AnomalyTasks.Flows, AnomalyTasks.Hosts])
            {
                foreach (var result in PlainDetectors.Measure(scene, GraphNetworks.IsOfFlows(task), seed))
                    yield return result;
                foreach (var network in GraphNetworks.NamesOf(task))
                    foreach (var result in NetworkDetectors.Measure(scene, task, network, trial, seed, team))
                        yield return result;
            }
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set.Title}, {contamination}: {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s"));
    }
}
