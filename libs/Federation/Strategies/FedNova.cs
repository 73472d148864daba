using System.Numerics.Tensors;
using NetMl.Federation.Learning;

namespace NetMl.Federation.Strategies;

/// <summary>A site that takes more local steps does not pull harder: x ← x + η · τ_eff · Σ pᵢ·Δᵢ/τᵢ, with τ_eff = Σ pᵢ·τᵢ.</summary>
/// <param name="rate">η of the server, 1 by default.</param>
/// <remarks>
/// Contribution: Δᵢ/τᵢ ‖ τᵢ/1024 (steps in units of 1024, so that they lie within the range of masked numbers); both means are enough.
/// A site without a step contributes zeros. Source: Wang et al. 2020, "Tackling the objective inconsistency problem in heterogeneous federated optimization",
/// eq. 6 for plain local steps; with adam we still divide by the number of steps.
/// </remarks>
internal sealed class FedNova(double rate) : IFederatedStrategy
{
    private const float StepUnit = 1024;

    public string Name => "fed-nova";

    public int GlobalLength(int parameters) => parameters;

    public int ContributionLength(int parameters) => parameters + 1;

    public SiteContribution Work(ILocalObjective objective, ReadOnlyMemory<float> global, SiteMemory memory, LocalOrder order, Random random, CancellationToken cancellationToken)
    {
        var update = LocalTraining.Run(objective, global, order, default, random, cancellationToken);
        var values = new float[update.Delta.Length + 1];
        TensorPrimitives.Multiply(update.Delta, 1f / Math.Max(1, update.Steps), values);
        values[^1] = update.Steps / StepUnit;
        return new SiteContribution(values, objective.Items, update.StartLoss);
    }

    public StrategyState Start(ReadOnlyMemory<float> initial) => new(0, initial.ToArray(), []);

    public StrategyState Step(StrategyState state, RoundSum sum)
    {
        sum.Check(state.Global.Length + 1);
        float[] next = [.. state.Global];
        var effectiveSteps = Math.Max(0, sum.Mean.Span[^1]) * StepUnit;
        TensorPrimitives.MultiplyAdd(sum.Mean.Span[..^1], (float)(rate * effectiveSteps), next, next);
        return new StrategyState(state.Round + 1, next, []);
    }

    public ReadOnlyMemory<float> Model(StrategyState state) => state.Global;

    public ReadOnlyMemory<float> ModelOf(ILocalObjective objective, ReadOnlyMemory<float> global, SiteMemory memory) => global;
}
