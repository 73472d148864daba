using NetMl.Contracts.Training;

namespace NetMl.TrainingCoordinator.Leases;

/// <summary>A job whose parts are whole trainings: each is leased to one worker, which says how far it is, keeps checkpoints here, and gives its outcome.</summary>
interface IWholeTrainings : ILeasedJob
{
    bool ILeasedJob.HasWholeTrainings => true;

    /// <summary>Shows how far a training is.</summary>
    void Report(int part, string worker, PartProgress progress);

    /// <summary>Bytes of the largest checkpoint of a part.</summary>
    long CheckpointLimitBytes(int part);

    /// <summary>Keeps where a training stands.</summary>
    void Keep(int part, ReadOnlyMemory<byte> checkpoint);

    /// <summary>Where a training stands; null = at its beginning.</summary>
    ReadOnlyMemory<byte>? CheckpointOf(int part);

    /// <summary>Bytes of the largest outcome of a part.</summary>
    long OutcomeLimitBytes(int part);

    /// <summary>Takes the outcome of a training in; a repeated one changes nothing.</summary>
    /// <exception cref="InvalidDataException">The file is none.</exception>
    void TakeOutcome(int part, string worker, ReadOnlyMemory<byte> file);

    /// <summary>A training cannot be computed, wherever it is tried.</summary>
    void Fail(int part, string problem);
}
