using NetMl.Tensors.Optimisation;

namespace NetMl.ParameterServer.Optimisers;

/// <summary>How parameters follow their gradients.</summary>
/// <param name="Name">adam or sgd.</param>
/// <param name="LearningRate">Step size, above 0.</param>
/// <param name="Rounds">Rounds of the whole job: the rate falls along half a cosine from its start to a hundredth of it; 0 = constant.</param>
/// <param name="WeightDecay">Share of each parameter taken off per step, times the rate (decoupled), except those that a shard is told to leave alone; 0 = none.</param>
public sealed record OptimiserSettings(string Name, float LearningRate, int Rounds, float WeightDecay = 0)
{
    private const double FinalShare = 0.01;

    /// <summary>The rate of a step (0-based).</summary>
    public float Rate(int step) => new CosineRate(LearningRate, Rounds, FinalShare: FinalShare).Rate(step);
}
