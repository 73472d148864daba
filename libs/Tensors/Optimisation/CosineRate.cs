namespace NetMl.Tensors.Optimisation;

/// <summary>Rises in equal parts to the start over the warm-up, then falls along half a cosine to a share of it at the last step, and stays there.</summary>
/// <param name="Steps">Of the whole training, warm-up included.</param>
/// <param name="WarmUpSteps">0 = none; step 0 of a warm-up of w steps has 1 / w of the rate.</param>
/// <param name="FinalShare">Of the rate, in [0, 1].</param>
/// <remarks>Source: Loshchilov, Hutter 2017, without restarts.</remarks>
public sealed record CosineRate(float LearningRate, int Steps, int WarmUpSteps = 0, double FinalShare = 0) : IRateSchedule
{
    public float Rate(int step)
    {
        if (step < WarmUpSteps)
            return LearningRate * (step + 1) / WarmUpSteps;
        var falling = Steps - WarmUpSteps;
        if (falling <= 1)
            return LearningRate;
        var done = Math.Min(1, (double)(step - WarmUpSteps) / (falling - 1));
        return (float)(LearningRate * (FinalShare + (1 - FinalShare) * (1 + Math.Cos(Math.PI * done)) / 2));
    }
}
