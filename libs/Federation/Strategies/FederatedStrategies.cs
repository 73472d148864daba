using NetMl.Contracts.Federation;

namespace NetMl.Federation.Strategies;

/// <summary>Finds strategies by their names.</summary>
public static class FederatedStrategies
{
    public static IReadOnlyList<string> Names { get; } =
        ["fed-avg", "fed-prox", "fed-adam", "fed-yogi", "fed-adagrad", "fed-avgm", "scaffold", "fed-nova", "fed-buff", "q-fed-avg", "fed-per", "clustered"];

    /// <param name="local">What the sites will do: some strategies need plain steps, some cannot keep DP-SGD's promise.</param>
    /// <param name="personal">[P]: true for parameters that stay at the site (fed-per); empty for others.</param>
    /// <exception cref="ArgumentException">Unknown name or a number out of range; a sentence for people.</exception>
    public static IFederatedStrategy Create(StrategyPlan plan, LocalPlan local, ReadOnlyMemory<bool> personal)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(local);
        if (Refuses(plan, local, personal.Span) is { } reason)
            throw new ArgumentException(reason, nameof(plan));
        var rate = plan.ServerLearningRate;
        return plan.Name switch
        {
            "fed-avg" => new DeltaStrategy(plan.Name, new FedAvg(Or(rate, 1))),
            "fed-prox" => FedProx.Create(Or(rate, 1), plan.Mu),
            "fed-adam" => new DeltaStrategy(plan.Name, FedAdam.Create(Or(rate, FedAdam.DefaultRate), plan.Momentum, plan.Tau)),
            "fed-yogi" => new DeltaStrategy(plan.Name, FedYogi.Create(Or(rate, FedYogi.DefaultRate), plan.Momentum, plan.Tau)),
            "fed-adagrad" => new DeltaStrategy(plan.Name, FedAdagrad.Create(Or(rate, FedAdagrad.DefaultRate), plan.Momentum, plan.Tau)),
            "fed-avgm" => new DeltaStrategy(plan.Name, new FedAvgM(Or(rate, 1), plan.Momentum)),
            "scaffold" => new Scaffold(Or(rate, 1)),
            "fed-nova" => new FedNova(Or(rate, 1)),
            "fed-buff" => new FedBuff(plan.Buffer, Or(rate, 1)),
            "q-fed-avg" => new QFedAvg(plan.Q, Or(rate, 1)),
            "fed-per" => new FedPer(personal, Or(rate, 1)),
            _ => new Clustered(plan.Clusters, Or(rate, 1)),
        };
    }

    private static double Or(double rate, double fallback) => rate == 0 ? fallback : rate;

    private static string? Refuses(StrategyPlan plan, LocalPlan local, ReadOnlySpan<bool> personal) => plan.Name switch
    {
        _ when !Names.Contains(plan.Name) => $"'{plan.Name}' is not a strategy: {string.Join(", ", Names)}.",
        _ when !(plan.ServerLearningRate >= 0) || double.IsInfinity(plan.ServerLearningRate) => $"The server's learning rate {plan.ServerLearningRate} is not a number of at least 0 (0 = the strategy's own).",
        "fed-prox" when !(plan.Mu >= 0) || double.IsInfinity(plan.Mu) => $"fed-prox needs a mu of at least 0, not {plan.Mu}.",
        "fed-adam" or "fed-yogi" or "fed-adagrad" or "fed-avgm" when !(plan.Momentum is >= 0 and < 1) => $"{plan.Name} needs a momentum from 0 to below 1, not {plan.Momentum}.",
        "fed-adam" or "fed-yogi" or "fed-adagrad" when !(plan.Tau > 0) || double.IsInfinity(plan.Tau) => $"{plan.Name} needs a tau above 0, not {plan.Tau}.",
        "scaffold" or "q-fed-avg" when local.Optimiser != "sgd" => $"{plan.Name} reads gradients out of plain steps, so the sites' optimiser must be sgd, not {local.Optimiser}.",
        "q-fed-avg" when !(plan.Q is >= 0 and <= 10) => $"q-fed-avg needs a q from 0 to 10, not {plan.Q}.",
        "q-fed-avg" when local.PrivateNoise > 0 && plan.Q > 0 => "q-fed-avg puts each site's exact loss into its contribution, which DP-SGD does not cover; choose another strategy or no private noise.",
        "clustered" when plan.Clusters is < 1 or > 16 => $"clustered needs 1 to 16 clusters, not {plan.Clusters}.",
        "clustered" when local.PrivateNoise > 0 && plan.Clusters > 1 => "clustered lets each site choose by its exact loss, which DP-SGD does not cover; choose another strategy or no private noise.",
        "fed-buff" when plan.Buffer < 1 => $"fed-buff needs a buffer of at least 1 update, not {plan.Buffer}.",
        "fed-per" when !personal.Contains(true) || !personal.Contains(false) => "fed-per needs a model with parameters that stay at the site and parameters that are shared.",
        _ => null,
    };
}
