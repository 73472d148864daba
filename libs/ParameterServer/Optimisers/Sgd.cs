using NetMl.Tensors.Optimisation;

namespace NetMl.ParameterServer.Optimisers;

/// <summary>x −= rate · g. The moments stay zero.</summary>
public sealed class Sgd : ServerOptimiser
{
    public const string OptimiserName = "sgd";

    private static readonly Tensors.Optimisation.Sgd Rule = new();

    public override string Name => OptimiserName;

    private protected override void Move(float rate, int step, ReadOnlySpan<float> gradient, Span<float> values, Span<float> first, Span<float> second) =>
        Rule.Step(new OptimiserStep(step, rate), gradient, values, [], []);
}
