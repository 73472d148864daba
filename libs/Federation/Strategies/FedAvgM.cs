using System.Numerics.Tensors;

namespace NetMl.Federation.Strategies;

/// <summary>Server momentum: v ← β·v + Δ, x ← x + η·v.</summary>
/// <param name="rate">η, 1 by default; steps grow towards η/(1 − β).</param>
/// <param name="momentum">β in [0, 1).</param>
/// <remarks>Source: Hsu et al. 2019, "Measuring the effects of non-identical data distribution for federated visual classification".</remarks>
internal sealed class FedAvgM(double rate, double momentum) : IServerStep
{
    public float[] Start(int parameters) => new float[parameters];

    public void Apply(Span<float> model, Span<float> memory, ReadOnlySpan<float> change)
    {
        TensorPrimitives.MultiplyAdd(memory, (float)momentum, change, memory);
        TensorPrimitives.MultiplyAdd(memory, (float)rate, model, model);
    }
}
