using NetMl.Contracts.Training;

namespace NetMl.TrainingCoordinator.Models;

/// <summary>Puts a model into the registry.</summary>
interface IModelPublisher
{
    /// <summary>Safe to repeat: a job publishes once.</summary>
    Task<ModelVersion> PublishAsync(string model, string task, string job, ReadOnlyMemory<byte> artifact, CancellationToken cancellationToken);
}
