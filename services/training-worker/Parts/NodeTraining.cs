using NetMl.Contracts.Training;
using NetMl.Gnn.Networks;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Parameters;
using NetMl.Gnn.Parts;
using NetMl.Gnn.Training;
using NetMl.Tensors.Parallelism;

namespace NetMl.TrainingWorker.Parts;

/// <summary>A training of a node classifier: a repeat of a job, or a trial of a search.</summary>
sealed class NodeTraining : IWholeTraining
{
    private readonly NodeTask _task;
    private readonly NodeSettings _settings;
    private readonly int _seed;
    private readonly ParameterLayout _layout;

    /// <exception cref="InvalidDataException">The file is no such part.</exception>
    public NodeTraining(PartLease lease, ReadOnlyMemory<byte> file)
    {
        var part = NodePart.Read(file);
        (_task, _settings, _seed) = lease.Trial is { } trial ? (part.Task, With(part.Settings, trial.Network) with { Epochs = trial.Epochs }, trial.Seed) : (part.Task, part.Settings, part.Seed + lease.Part);
        _layout = NodeNetworks.Create(_settings, _task.Graph.FeatureCount, _task.Classes.Count).Layout;
    }

    public int Parameters => _layout.Count;

    /// <inheritdoc/>
    public TrainingState Begin() => new(_layout.Initialise(_seed));

    /// <inheritdoc/>
    public byte[] Train(TrainingState state, WorkTeam team, Action<EpochReport> epochEnded, Action<TrainingState> checkpointReached, CancellationToken cancellationToken) =>
        NodeOutcomeFile.Write(NodeClassifier.Train(_task, _settings, _seed, team, state, epochEnded, checkpointReached, cancellationToken));

    private static NodeSettings With(NodeSettings usual, NetworkRequest asked) => new(
        asked.Name, asked.Hidden ?? usual.Hidden, asked.Layers ?? usual.Layers, asked.Heads ?? usual.Heads, asked.Dropout ?? usual.Dropout,
        asked.LearningRate ?? usual.LearningRate, asked.WeightDecay ?? usual.WeightDecay, asked.Epochs ?? usual.Epochs, asked.Patience ?? usual.Patience);
}
