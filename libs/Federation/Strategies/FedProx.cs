namespace NetMl.Federation.Strategies;

/// <summary>Sites minimise their loss + μ/2 ‖w − x‖²; the server averages as in FedAvg. Partial work of stragglers counts.</summary>
/// <remarks>Source: Li et al. 2020, "Federated optimization in heterogeneous networks", algorithm 2. μ = 0 is FedAvg.</remarks>
internal static class FedProx
{
    public static IFederatedStrategy Create(double rate, double mu) =>
        new DeltaStrategy("fed-prox", new FedAvg(rate), order => order with { ProximalMu = mu });
}
