using System.Diagnostics;
using System.Globalization;
using NetMl.Benchmarks.GnnSuite;
using NetMl.Gnn.Networks;
using NetMl.Gnn.NodeClassification;
using NetMl.Tensors.Parallelism;

namespace NetMl.Benchmarks.AccuracySuite;

/// <summary>Test accuracy of the networks on Cora's public split, mean and spread over seeds, beside what their papers print.</summary>
internal static class AccuracyBenchmark
{
    private static readonly (string Network, string Figure, string Published)[] Rows =
    [
        ("gcn", "gcn", "81.5, Kipf & Welling 2017"),
        ("gat", "gat", "83.0, Veličković et al. 2018"),
        ("gatv2", "gatv2", "none on Cora"),
        ("graphsage", "sage", "none on this split; 80 to 83 in libraries"),
        ("gin", "gin", "none on Cora"),
        ("sgc", "sgc", "81.0, Wu et al. 2019"),
        ("appnp", "appnp", "83.3 to 83.8, Gasteiger et al. 2019 and libraries"),
        ("mlp", "mlp", "55.1, Yang et al. 2016, to 61"),
    ];

    public static async Task<int> RunAsync(bool isQuick, CancellationToken cancellationToken)
    {
        try
        {
            var task = await Cora.ReadAsync(cancellationToken);
            using var team = new WorkTeam();
            var figures = Rows.Select(row => Measure(task, row.Network, $"accuracy.cora_{row.Figure}", row.Published, isQuick ? 3 : 10, team, cancellationToken)).ToList();
            Report.Write("accuracy", isQuick, figures, []);
            return 0;
        }
        catch (BenchmarkFailure failure)
        {
            await Console.Error.WriteLineAsync($"benchmarks: {failure.Message}");
            return 1;
        }
    }

    private static Figure Measure(NodeTask task, string network, string name, string published, int seeds, WorkTeam team, CancellationToken cancellationToken)
    {
        var settings = NodeNetworks.Defaults(network);
        var started = Stopwatch.GetTimestamp();
        var (accuracies, epochs) = (new double[seeds], 0);
        for (var seed = 0; seed < seeds; seed++)
        {
            var outcome = NodeClassifier.Train(task, settings, seed, team, null, null, null, cancellationToken);
            accuracies[seed] = 100 * (outcome.Test?.Score ?? throw new BenchmarkFailure("Cora has no test nodes."));
            epochs += outcome.Epochs;
        }
        var mean = accuracies.Average();
        var spread = Math.Sqrt(accuracies.Sum(accuracy => (accuracy - mean) * (accuracy - mean)) / (seeds - 1));
        var how = string.Create(
            CultureInfo.InvariantCulture,
            $"{network}: mean of {seeds} seeds ± {spread:0.0}, {accuracies.Min():0.0} to {accuracies.Max():0.0}; published {published}; {epochs / seeds} epochs and {Stopwatch.GetElapsedTime(started).TotalSeconds / seeds:0.0} s a seed");
        Console.WriteLine(how);
        return new Figure(name, mean, "%", how);
    }
}
