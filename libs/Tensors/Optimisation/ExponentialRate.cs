namespace NetMl.Tensors.Optimisation;

/// <summary>rate = start · factor^step.</summary>
/// <param name="Factor">What a step leaves, in (0, 1].</param>
public sealed record ExponentialRate(float LearningRate, double Factor) : IRateSchedule
{
    public float Rate(int step) => (float)(LearningRate * Math.Pow(Factor, step));
}
