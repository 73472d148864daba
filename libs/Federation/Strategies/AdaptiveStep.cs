namespace NetMl.Federation.Strategies;

/// <summary>The frame of FedAdagrad, FedAdam and FedYogi: m ← β₁m + (1 − β₁)Δ, v by the second moment's rule, x ← x + η·m/(√v + τ).</summary>
/// <param name="rate">η.</param>
/// <param name="momentum">β₁ in [0, 1); 0.9 in the paper.</param>
/// <param name="tau">τ: the larger, the less each coordinate gets a step of its own; also √v before the first step.</param>
/// <param name="second">v from v and Δ².</param>
/// <remarks>Memory: m ‖ v. No bias correction, as in the paper. Source: Reddi et al. 2021, "Adaptive federated optimization", algorithm 2 (v₋₁ = τ²).</remarks>
internal sealed class AdaptiveStep(double rate, double momentum, double tau, Func<double, double, double> second) : IServerStep
{
    public float[] Start(int parameters)
    {
        var memory = new float[2 * parameters];
        memory.AsSpan(parameters).Fill((float)(tau * tau));
        return memory;
    }

    public void Apply(Span<float> model, Span<float> memory, ReadOnlySpan<float> change)
    {
        var m = memory[..model.Length];
        var v = memory[model.Length..];
        for (var i = 0; i < model.Length; i++)
        {
            double delta = change[i];
            m[i] = (float)(momentum * m[i] + (1 - momentum) * delta);
            v[i] = (float)second(v[i], delta * delta);
            model[i] += (float)(rate * m[i] / (Math.Sqrt(v[i]) + tau));
        }
    }
}
