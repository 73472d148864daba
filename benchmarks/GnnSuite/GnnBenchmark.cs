using System.Diagnostics;
using System.Globalization;
using NetMl.Gnn.Networks;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Training;
using NetMl.Tensors.Optimisation;
using NetMl.Tensors.Parallelism;

namespace NetMl.Benchmarks.GnnSuite;

/// <summary>Training steps of graph networks beside PyTorch, two threads each: full batches on Cora, sampled batches on a generated graph.</summary>
internal static class GnnBenchmark
{
    private const int Threads = 2;
    private const int Batch = 1024;
    private const int FanoutIn = 25;
    private const int FanoutOut = 10;

    public static async Task<int> RunAsync(bool isQuick, CancellationToken cancellationToken)
    {
        try
        {
            using var team = new WorkTeam(Threads);
            var figures = new List<Figure>();
            var (nodes, edges) = isQuick ? (50_000, 1_000_000) : (200_000, 4_000_000);
            var rmat = RMatTask.Draw(nodes, edges);
            figures.Add(SparseBandwidth.Measure(rmat.Graph.Neighbours, RMatTask.Features, team));
            var cora = await Cora.ReadAsync(cancellationToken);
            MeasureCora(cora, "gcn", NodeNetworks.Defaults("gcn") with { Hidden = 16 }, team, isQuick, figures);
            MeasureCora(cora, "gat", NodeNetworks.Defaults("gat"), team, isQuick, figures);
            MeasureSage(rmat, team, isQuick, figures);
            Report.Write("gnn", isQuick, figures, []);
            return 0;
        }
        catch (BenchmarkFailure failure)
        {
            await Console.Error.WriteLineAsync($"benchmarks: {failure.Message}");
            return 1;
        }
    }

    private static void MeasureCora(NodeTask task, string network, NodeSettings settings, WorkTeam team, bool isQuick, List<Figure> figures)
    {
        using var folder = new GraphFolder(
            task, task.Graph.WithSelf, [task.Graph.Nodes, task.Graph.FeatureCount, task.Classes.Count, settings.Hidden, settings.Heads, 0, 0, 0]);
        using var peer = TorchPeer.Start(network, folder.Path, Threads);
        if (peer is null)
            return;
        var built = NodeNetworks.Create(settings, task.Graph.FeatureCount, task.Classes.Count);
        var plan = new TrainingPlan(1) { Optimiser = new Adam(), Schedule = new ConstantRate((float)settings.LearningRate), WeightDecay = _ => 5e-4f };
        figures.Add(TrainingTurns.Measure(
            $"gnn.{network}_cora_vs_pytorch", $"{network} on Cora, full batch, sparse features", task.TrainingOf(built, 1, team), plan, peer,
            ourSteps: network == "gcn" ? 200 : 50, theirSteps: network == "gcn" ? 30 : 15, isQuick));
    }

    private static void MeasureSage(NodeTask task, WorkTeam team, bool isQuick, List<Figure> figures)
    {
        var graph = task.Graph;
        using var folder = new GraphFolder(
            task, graph.Neighbours, [graph.Nodes, RMatTask.Features, RMatTask.Classes, SageRun.Settings.Hidden, 1, Batch, FanoutIn, FanoutOut]);
        using var peer = TorchPeer.Start("sage", folder.Path, Threads);
        if (peer is null)
            return;
        var training = SageRun.Training(task, team, Batch, FanoutIn, FanoutOut);
        figures.Add(TrainingTurns.Measure(
            "gnn.sage_rmat_vs_pytorch",
            string.Create(CultureInfo.InvariantCulture, $"GraphSAGE on {graph.Nodes} nodes and {graph.Neighbours.Count} edges, batches of {Batch}, {FanoutIn} and {FanoutOut} neighbours (ours without, PyTorch's with replacement)"),
            training, SageRun.Plan, peer, ourSteps: 10, theirSteps: 5, isQuick));
        var ours = PeakMegabytes(graph.Nodes, graph.Neighbours.Count);
        figures.Add(new Figure("gnn.sage_rmat_peak_mb", ours, "MB", "largest resident memory of a process that draws the graph and trains 20 steps"));
        figures.Add(new Figure("gnn.sage_rmat_memory_vs_pytorch", peer.PeakMegabytes / ours, "x", string.Create(
            CultureInfo.InvariantCulture, $"PyTorch's {peer.PeakMegabytes:0} MB, graph read from a file, divided by it; above 1 = we need less")));
    }

    private static double PeakMegabytes(int nodes, int edges)
    {
        var self = Environment.ProcessPath ?? throw new BenchmarkFailure("This process does not know its own program.");
        string[] arguments = [SageRun.Argument, .. new[] { nodes, edges, Batch, FanoutIn, FanoutOut, 20 }.Select(number => number.ToString(CultureInfo.InvariantCulture))];
        using var process = Process.Start(new ProcessStartInfo(self, arguments) { RedirectStandardOutput = true }) ?? throw new BenchmarkFailure($"{self} cannot be started.");
        var line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.TryParse(line, CultureInfo.InvariantCulture, out var megabytes) ? megabytes : throw new BenchmarkFailure($"The memory run ended with {process.ExitCode}.");
    }
}
