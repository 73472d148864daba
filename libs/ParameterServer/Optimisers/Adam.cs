namespace NetMl.ParameterServer.Optimisers;

/// <summary>m = β₁m + (1 − β₁)g, v = β₂v + (1 − β₂)g², x −= rate · m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).</summary>
/// <remarks>Source: Kingma &amp; Ba 2015; β₁ = 0.9, β₂ = 0.999, ε = 1e-8 as there.</remarks>
public sealed class Adam : ServerOptimiser
{
    public const string OptimiserName = "adam";
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const float Epsilon = 1e-8f;

    public override string Name => OptimiserName;

    private protected override void Move(float rate, int step, ReadOnlySpan<float> gradient, Span<float> values, Span<float> first, Span<float> second)
    {
        var firstBias = (float)(1 - Math.Pow(Beta1, step + 1));
        var secondBias = (float)(1 - Math.Pow(Beta2, step + 1));
        for (var i = 0; i < values.Length; i++)
        {
            first[i] = Beta1 * first[i] + (1 - Beta1) * gradient[i];
            second[i] = Beta2 * second[i] + (1 - Beta2) * gradient[i] * gradient[i];
            values[i] -= rate * (first[i] / firstBias) / (MathF.Sqrt(second[i] / secondBias) + Epsilon);
        }
    }
}
