using NetMl.Gnn.Parameters;
using NetMl.Tensors.Optimisation;

namespace NetMl.Gnn.Training;

/// <summary>How long and how a network is trained.</summary>
/// <param name="Epochs">At most so many passes over the examples.</param>
/// <param name="Patience">Epochs without a better validation after which training ends; 0 = never early.</param>
/// <param name="ValidateEvery">Epochs between two validations.</param>
/// <param name="Clip">Largest Euclidean norm of the gradient; 0 = no limit.</param>
/// <param name="CheckpointEvery">Epochs between two checkpoints; 0 = none.</param>
public sealed record TrainingPlan(int Epochs, int Patience = 0, int ValidateEvery = 1, double Clip = 0, int CheckpointEvery = 0)
{
    /// <summary>The optimiser's steps.</summary>
    public required IOptimiser Optimiser { get; init; }

    /// <summary>Learning rate of a step.</summary>
    public required IRateSchedule Schedule { get; init; }

    /// <summary>What makes a validation the better one, higher is better; equal ones go by the lower loss. The score, if nothing else is said.</summary>
    public Func<ValidationScore, double> Merit { get; init; } = validation => validation.Score;

    /// <summary>Weight decay of each parameter; null = none.</summary>
    public Func<ParameterSlot, float>? WeightDecay { get; init; }
}
