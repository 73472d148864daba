using NetMl.Gnn.Training;
using NetMl.Tensors.Parallelism;

namespace NetMl.TrainingWorker.Parts;

/// <summary>A training that one worker does from its beginning to its end.</summary>
interface IWholeTraining
{
    /// <summary>Of the network.</summary>
    int Parameters { get; }

    /// <summary>Where it begins.</summary>
    TrainingState Begin();

    /// <summary>Trains.</summary>
    /// <param name="state">Where to go on; where it ends afterwards.</param>
    /// <returns>The outcome as a file.</returns>
    byte[] Train(TrainingState state, WorkTeam team, Action<EpochReport> epochEnded, Action<TrainingState> checkpointReached, CancellationToken cancellationToken);
}
