using System.Numerics.Tensors;
using NetMl.Federation.Learning;

namespace NetMl.Federation.Strategies;

/// <summary>Sites with a larger loss count more: minimises Σ pᵢ·Fᵢ^(q+1)/(q+1).</summary>
/// <param name="q">≥ 0; 0 is FedAvg.</param>
/// <param name="rate">η of the server on top of the paper's step, 1 by default.</param>
/// <remarks>
/// With L = 1/(local learning rate), F the site's loss at x: contribution F^q·Δ ‖ h/256 with h = q·F^(q−1)·L·‖Δ‖² + F^q. Server: x += η·mean(F^q·Δ)/mean(h).
/// That is the paper's Σ F^q·L·Δ / Σ (q·F^(q−1)·‖L·Δ‖² + L·F^q) with L taken out, so that numbers stay in the range of masked ones; 256 for the same reason.
/// The loss itself is part of the contribution, so this does not go together with DP-SGD. Source: Li et al. 2020, "Fair resource allocation in federated learning", algorithm 2.
/// </remarks>
internal sealed class QFedAvg(double q, double rate) : IFederatedStrategy
{
    private const double StepUnit = 256;
    private const double SmallestLoss = 1e-10;

    public string Name => "q-fed-avg";

    public int GlobalLength(int parameters) => parameters;

    public int ContributionLength(int parameters) => parameters + 1;

    public SiteContribution Work(ILocalObjective objective, ReadOnlyMemory<float> global, SiteMemory memory, LocalOrder order, Random random, CancellationToken cancellationToken)
    {
        var update = LocalTraining.Run(objective, global, order, default, random, cancellationToken);
        var loss = Math.Max(update.StartLoss, SmallestLoss);
        var values = new float[update.Delta.Length + 1];
        TensorPrimitives.Multiply(update.Delta, (float)Math.Pow(loss, q), values);
        double squaredNorm = TensorPrimitives.SumOfSquares<float>(update.Delta);
        values[^1] = (float)((q * Math.Pow(loss, q - 1) * squaredNorm / order.LearningRate + Math.Pow(loss, q)) / StepUnit);
        return new SiteContribution(values, objective.Items, update.StartLoss);
    }

    public StrategyState Start(ReadOnlyMemory<float> initial) => new(0, initial.ToArray(), []);

    public StrategyState Step(StrategyState state, RoundSum sum)
    {
        sum.Check(state.Global.Length + 1);
        float[] next = [.. state.Global];
        var divisor = sum.Mean.Span[^1] * StepUnit;
        // Nothing to divide by: every site's loss is 0, or noise has eaten h. The model stays.
        if (divisor > SmallestLoss)
            TensorPrimitives.MultiplyAdd(sum.Mean.Span[..^1], (float)(rate / divisor), next, next);
        return new StrategyState(state.Round + 1, next, []);
    }

    public ReadOnlyMemory<float> Model(StrategyState state) => state.Global;

    public ReadOnlyMemory<float> ModelOf(ILocalObjective objective, ReadOnlyMemory<float> global, SiteMemory memory) => global;
}
