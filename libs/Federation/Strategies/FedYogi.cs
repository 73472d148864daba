namespace NetMl.Federation.Strategies;

/// <summary>v ← v − (1 − β₂)·Δ²·sign(v − Δ²), β₂ = 0.99: v grows as in Adam, and shrinks by no more than it can grow.</summary>
/// <remarks>Source: Reddi et al. 2021, algorithm 2, FedYogi; η = 0.01 by default.</remarks>
internal static class FedYogi
{
    public const double DefaultRate = 0.01;

    public static IServerStep Create(double rate, double momentum, double tau) =>
        new AdaptiveStep(rate, momentum, tau, static (v, squared) => v - 0.01 * squared * Math.Sign(v - squared));
}
