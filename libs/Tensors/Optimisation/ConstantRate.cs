namespace NetMl.Tensors.Optimisation;

/// <summary>Always the same.</summary>
public sealed record ConstantRate(float LearningRate) : IRateSchedule
{
    public float Rate(int step) => LearningRate;
}
