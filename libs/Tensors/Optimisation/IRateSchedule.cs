namespace NetMl.Tensors.Optimisation;

/// <summary>The step size as a function of the step.</summary>
public interface IRateSchedule
{
    /// <param name="step">0-based.</param>
    float Rate(int step);
}
