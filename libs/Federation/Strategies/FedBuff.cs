using NetMl.Federation.Learning;

namespace NetMl.Federation.Strategies;

/// <summary>A strategy whose server steps whenever enough updates have come, whichever model they started from.</summary>
public interface IBufferedStrategy : IFederatedStrategy
{
    /// <summary>K: updates per step.</summary>
    int Buffer { get; }

    /// <summary>What the server multiplies the values (not the weight) of an update with, before it adds them.</summary>
    /// <param name="staleness">τ ≥ 0: server steps between the model that the site started from and the present one.</param>
    /// <returns>In (0, 1]; 1 for a fresh update.</returns>
    double StalenessFactor(int staleness);
}

/// <summary>Buffered asynchronous averaging: x ← x + η/K · Σ s(τᵢ)·Δᵢ with s(τ) = 1/√(1 + τ).</summary>
/// <param name="buffer">K ≥ 1.</param>
/// <param name="rate">η of the server, 1 by default.</param>
/// <remarks>
/// The factor s goes to the values and not to the weight: a buffer of late updates takes a small step, and Σ wᵢ·s·Δᵢ / Σ wᵢ equals the paper's step for equal weights.
/// In synchronous rounds every τ is 0, which is FedAvg. Source: Nguyen et al. 2022, "Federated learning with buffered asynchronous aggregation", algorithm 1.
/// </remarks>
internal sealed class FedBuff(int buffer, double rate) : IBufferedStrategy
{
    private readonly DeltaStrategy _mean = new("fed-buff", new FedAvg(rate));

    public string Name => _mean.Name;

    public int Buffer => buffer;

    public double StalenessFactor(int staleness)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(staleness);
        return 1 / Math.Sqrt(1 + (double)staleness);
    }

    public int GlobalLength(int parameters) => _mean.GlobalLength(parameters);

    public int ContributionLength(int parameters) => _mean.ContributionLength(parameters);

    public SiteContribution Work(ILocalObjective objective, ReadOnlyMemory<float> global, SiteMemory memory, LocalOrder order, Random random, CancellationToken cancellationToken) =>
        _mean.Work(objective, global, memory, order, random, cancellationToken);

    public StrategyState Start(ReadOnlyMemory<float> initial) => _mean.Start(initial);

    public StrategyState Step(StrategyState state, RoundSum sum) => _mean.Step(state, sum);

    public ReadOnlyMemory<float> Model(StrategyState state) => _mean.Model(state);

    public ReadOnlyMemory<float> ModelOf(ILocalObjective objective, ReadOnlyMemory<float> global, SiteMemory memory) => global;
}
