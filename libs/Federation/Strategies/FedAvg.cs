using System.Numerics.Tensors;

namespace NetMl.Federation.Strategies;

/// <summary>x ← x + η·Δ; with η = 1 the weighted mean of the sites' models.</summary>
/// <remarks>Source: McMahan et al. 2017, "Communication-efficient learning of deep networks from decentralized data", algorithm 1.</remarks>
internal sealed class FedAvg(double rate) : IServerStep
{
    public float[] Start(int parameters) => [];

    public void Apply(Span<float> model, Span<float> memory, ReadOnlySpan<float> change) =>
        TensorPrimitives.MultiplyAdd(change, (float)rate, model, model);
}
