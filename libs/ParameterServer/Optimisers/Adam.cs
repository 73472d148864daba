using NetMl.Tensors.Optimisation;

namespace NetMl.ParameterServer.Optimisers;

/// <summary>m = β₁m + (1 − β₁)g, v = β₂v + (1 − β₂)g², x −= rate · m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).</summary>
/// <remarks>Source: Kingma &amp; Ba 2015; β₁ = 0.9, β₂ = 0.999, ε = 1e-8 as there.</remarks>
public sealed class Adam : ServerOptimiser
{
    public const string OptimiserName = "adam";
    private static readonly AdamW Rule = new();

    public override string Name => OptimiserName;

    private protected override void Move(float rate, int step, ReadOnlySpan<float> gradient, Span<float> values, Span<float> first, Span<float> second) =>
        Rule.Step(new OptimiserStep(step, rate), gradient, values, first, second);
}
