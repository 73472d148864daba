namespace NetMl.Federation.Strategies;

/// <summary>v ← v + Δ².</summary>
/// <remarks>Source: Reddi et al. 2021, algorithm 2, FedAdagrad; η = 0.1 by default.</remarks>
internal static class FedAdagrad
{
    public const double DefaultRate = 0.1;

    public static IServerStep Create(double rate, double momentum, double tau) =>
        new AdaptiveStep(rate, momentum, tau, static (v, squared) => v + squared);
}
