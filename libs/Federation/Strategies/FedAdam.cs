namespace NetMl.Federation.Strategies;

/// <summary>v ← β₂v + (1 − β₂)Δ², β₂ = 0.99.</summary>
/// <remarks>Source: Reddi et al. 2021, algorithm 2, FedAdam; η = 0.1 by default.</remarks>
internal static class FedAdam
{
    public const double DefaultRate = 0.1;

    public static IServerStep Create(double rate, double momentum, double tau) =>
        new AdaptiveStep(rate, momentum, tau, static (v, squared) => 0.99 * v + 0.01 * squared);
}
