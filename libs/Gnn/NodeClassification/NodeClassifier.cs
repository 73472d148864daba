using System.Numerics.Tensors;
using NetMl.Gnn.Networks;
using NetMl.Gnn.Training;
using NetMl.Tensors.Optimisation;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.NodeClassification;

/// <summary>Trains a node classifier from its settings.</summary>
public static class NodeClassifier
{
    /// <summary>Epochs between two checkpoints.</summary>
    public const int CheckpointEvery = 20;

    /// <summary>Trains, and tests the weights of the best validation.</summary>
    /// <param name="seed">Of the first weights and of dropout; the same seed gives the same bits, for any number of threads.</param>
    /// <param name="checkpoint">Where to go on, of the same task, settings and seed; null = at the beginning.</param>
    /// <param name="epochEnded">Called after each epoch.</param>
    /// <param name="checkpointReached">Called every <see cref="CheckpointEvery"/> epochs; it must be written before this returns.</param>
    /// <exception cref="ArgumentException">The task has no labelled training node, or the settings name no network.</exception>
    /// <exception cref="TrainingDivergedException">The loss is no longer a number.</exception>
    public static NodeOutcome Train(
        NodeTask task, NodeSettings settings, int seed, WorkTeam team, TrainingState? checkpoint,
        Action<EpochReport>? epochEnded, Action<TrainingState>? checkpointReached, CancellationToken cancellationToken)
    {
        var network = NodeNetworks.Create(settings, task.Graph.FeatureCount, task.Classes.Count);
        var training = task.TrainingOf(network, seed, team);
        var plan = new TrainingPlan(settings.Epochs, settings.Patience, CheckpointEvery: checkpointReached is null ? 0 : CheckpointEvery)
        {
            Optimiser = new Adam(),
            Schedule = new ConstantRate((float)settings.LearningRate),
            // Attention is judged by loss and accuracy, as in its paper: accuracy alone takes an early, lucky epoch.
            Merit = settings.Network is "gat" or "gatv2" ? validation => validation.Score - validation.Loss : validation => validation.Score,
            WeightDecay = slot => (float)settings.WeightDecay * network.DecayShare(slot),
        };
        var state = checkpoint ?? new TrainingState(network.Layout.Initialise(seed));
        new TrainingLoop(training, plan) { EpochEnded = epochEnded, CheckpointReached = checkpointReached }.Run(state, cancellationToken);

        var logits = training.Predict(state.Best);
        var predicted = new int[task.Graph.Nodes];
        for (var node = 0; node < predicted.Length; node++)
            predicted[node] = TensorPrimitives.IndexOfMax<float>(logits.Row(node));
        return new NodeOutcome(
            state.Best.ToArray(), state.Epoch, state.BestEpoch, state.BestScore, task.Test.Length == 0 ? null : training.Judge(logits, task.Test), predicted);
    }
}
