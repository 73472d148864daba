using System.Diagnostics;
using System.Globalization;
using NetMl.Gnn.Training;

namespace NetMl.Benchmarks.GnnSuite;

/// <summary>Our training steps and the peer's in turns, so that both meet the same machine.</summary>
internal static class TrainingTurns
{
    private const int Turns = 7;

    /// <summary>The ratio, and what was measured in words.</summary>
    /// <param name="stepsPerTurn">Steps of ours and of the peer in one turn.</param>
    public static Figure Measure(string name, string what, ITrainingTask task, TrainingPlan plan, TorchPeer peer, int ourSteps, int theirSteps, bool isQuick)
    {
        var state = new TrainingState(task.Layout.Initialise(1));
        var loop = new TrainingLoop(task, plan);
        List<double> ours = [], theirs = [];
        var step = 0;

        // The first two turns of each warm up.
        for (var turn = 0; turn < (isQuick ? 3 : Turns) + 2; turn++)
        {
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < ourSteps; i++)
                if (!double.IsFinite(loop.Step(state, step++)))
                    throw new BenchmarkFailure($"{name}: the loss is no longer a number.");
            ours.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds / ourSteps);
            theirs.Add(peer.Run(theirSteps) * 1000 / theirSteps);
        }
        var (our, their) = (Statistics.Median(ours.Skip(2)), Statistics.Median(theirs.Skip(2)));
        return new Figure(name, their / our, "x", string.Create(CultureInfo.InvariantCulture, $"{what}: {our:0.00} ms a step, PyTorch {peer.Version} {their:0.00} ms, medians of {ours.Count - 2} turns"));
    }
}
