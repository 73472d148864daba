using NetMl.Gnn.Parameters;

namespace NetMl.Gnn.Training;

/// <summary>How a network does on data that it does not learn from.</summary>
/// <param name="Loss">Mean loss, lower is better.</param>
/// <param name="Score">Accuracy, AUC or the like, higher is better.</param>
public readonly record struct ValidationScore(double Loss, double Score);

/// <summary>What a <see cref="TrainingLoop"/> learns: a network, its examples and its loss.</summary>
/// <remarks>Every random number must follow from the seed of the task and the step's number alone, so that a resumed run gives the same bits.</remarks>
public interface ITrainingTask
{
    /// <summary>The network's parameters.</summary>
    ParameterLayout Layout { get; }

    /// <summary>Steps of one epoch: 1 for a full batch.</summary>
    int StepsPerEpoch { get; }

    /// <summary>Mean loss of a step's examples and its gradient.</summary>
    /// <param name="step">Number of the step since the beginning of the training, from 0.</param>
    /// <param name="values">[layout.Count]; always the same memory during a run.</param>
    /// <param name="gradient">[layout.Count]; zeros, to which the gradient is added.</param>
    double ComputeGradient(long step, Memory<float> values, Memory<float> gradient);

    /// <summary>How the network does on the validation part; null when there is none.</summary>
    ValidationScore? Validate(Memory<float> values);
}
