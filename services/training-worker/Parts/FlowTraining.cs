using NetMl.Contracts.Training;
using NetMl.Gnn;
using NetMl.Gnn.GraphTasks;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Parameters;
using NetMl.Gnn.Parts;
using NetMl.Gnn.Training;
using NetMl.Tensors.Parallelism;

namespace NetMl.TrainingWorker.Parts;

/// <summary>A trial of a search for a network over flows or hosts.</summary>
sealed class FlowTraining : IWholeTraining
{
    private readonly GraphTask _task;
    private readonly GraphSettings _settings;
    private readonly int _seed;
    private readonly ParameterLayout _layout;

    /// <exception cref="InvalidDataException">The file is no such task, or the lease names no network of it.</exception>
    public FlowTraining(TrialLease trial, ReadOnlyMemory<byte> file)
    {
        var (task, usual) = (GraphTask.Read(file), new GraphSettings());
        _task = task with { Shape = task.Shape with { Network = trial.Network.Name, Hidden = trial.Network.Hidden ?? task.Shape.Hidden } };
        _settings = usual with
        {
            Epochs = trial.Network.Epochs ?? usual.Epochs,
            LearningRate = trial.Network.LearningRate ?? usual.LearningRate,
            PauseAt = trial.Epochs,
            Metric = trial.Metric,
        };
        (_seed, _layout) = (trial.Seed, GraphNetworks.Create(_task.Shape).Layout);
    }

    public int Parameters => _layout.Count;

    /// <inheritdoc/>
    public TrainingState Begin() => new(_layout.Initialise(_seed));

    /// <inheritdoc/>
    public byte[] Train(TrainingState state, WorkTeam team, Action<EpochReport> epochEnded, Action<TrainingState> checkpointReached, CancellationToken cancellationToken)
    {
        var outcome = GraphTraining.Train(_task, _settings, _seed, team, state, epochEnded, checkpointReached, cancellationToken);
        return NodeOutcomeFile.Write(new NodeOutcome(outcome.Weights, outcome.Epochs, outcome.BestEpoch, outcome.Validation, null, []));
    }
}
