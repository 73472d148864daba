using System.Globalization;
using NetMl.Gnn.Networks;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Sampling;
using NetMl.Gnn.Training;
using NetMl.Tensors.Optimisation;
using NetMl.Tensors.Parallelism;

namespace NetMl.Benchmarks.GnnSuite;

/// <summary>The sampled training in a process of its own, for its peak memory: prints the largest resident set in MB.</summary>
internal static class SageRun
{
    /// <summary>First argument of the process.</summary>
    public const string Argument = "gnn-sage-run";

    public static NodeSettings Settings { get; } = NodeNetworks.Defaults("graphsage") with { Hidden = 128, Dropout = 0 };

    public static SampledNodeTraining Training(NodeTask task, WorkTeam team, int batch, int fanoutIn, int fanoutOut) =>
        new(task, new SageNetwork(Settings, RMatTask.Features, RMatTask.Classes), [fanoutIn, fanoutOut], batch, seed: 1, team);

    public static TrainingPlan Plan { get; } = new(1)
    {
        Optimiser = new Adam(),
        Schedule = new ConstantRate(0.01f),
        WeightDecay = _ => 5e-4f,
    };

    public static int Run(int nodes, int edges, int batch, int fanoutIn, int fanoutOut, int steps)
    {
        using var team = new WorkTeam(2);
        var training = Training(RMatTask.Draw(nodes, edges), team, batch, fanoutIn, fanoutOut);
        var state = new TrainingState(training.Layout.Initialise(1));
        var loop = new TrainingLoop(training, Plan);
        for (var step = 0; step < steps; step++)
            loop.Step(state, step);
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        Console.WriteLine((self.PeakWorkingSet64 / 1e6).ToString("0", CultureInfo.InvariantCulture));
        return 0;
    }
}
