namespace NetMl.Tensors.Optimisation;

/// <summary>rate = start · factor^⌊step / every⌋.</summary>
/// <param name="Every">Steps from one fall to the next, at least 1.</param>
/// <param name="Factor">What is left after a fall, in (0, 1].</param>
public sealed record StepRate(float LearningRate, int Every, double Factor) : IRateSchedule
{
    public float Rate(int step) => (float)(LearningRate * Math.Pow(Factor, step / Math.Max(1, Every)));
}
