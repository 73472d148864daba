namespace NetMl.Tensors.Optimisation;

/// <summary>How fast Adam and its kin forget.</summary>
/// <param name="Beta1">Share of the mean of gradients that is kept per step, in [0, 1).</param>
/// <param name="Beta2">Share of the mean of squared gradients that is kept per step, in [0, 1).</param>
/// <param name="Epsilon">Added to the root of that mean, above 0.</param>
public sealed record AdamSettings(double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8)
{
    internal AdamSettings Checked()
    {
        if (!(Beta1 >= 0 && Beta1 < 1 && Beta2 >= 0 && Beta2 < 1))
            throw new ArgumentOutOfRangeException(nameof(Beta1), $"The shares {Beta1} and {Beta2} must lie in [0, 1).");
        if (!(Epsilon > 0))
            throw new ArgumentOutOfRangeException(nameof(Epsilon), Epsilon, "Epsilon must be above 0.");
        return this;
    }
}
