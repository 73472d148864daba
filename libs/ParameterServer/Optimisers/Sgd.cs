using System.Numerics.Tensors;

namespace NetMl.ParameterServer.Optimisers;

/// <summary>x −= rate · g. The moments stay zero.</summary>
public sealed class Sgd : ServerOptimiser
{
    public const string OptimiserName = "sgd";

    public override string Name => OptimiserName;

    private protected override void Move(float rate, int step, ReadOnlySpan<float> gradient, Span<float> values, Span<float> first, Span<float> second) =>
        TensorPrimitives.MultiplyAdd(gradient, -rate, values, values);
}
