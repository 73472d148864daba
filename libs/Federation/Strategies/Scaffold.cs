using System.Numerics.Tensors;
using NetMl.Federation.Learning;

namespace NetMl.Federation.Strategies;

/// <summary>Control variates take the drift out of local steps: a site steps along g − cᵢ + c.</summary>
/// <param name="rate">η of the server, 1 by default.</param>
/// <remarks>
/// Global: x ‖ c. After K steps of rate η_l to y: cᵢ⁺ = cᵢ − c + (x − y)/(K·η_l) (option II); contribution (y − x) ‖ (cᵢ⁺ − cᵢ).
/// Server: x += η·mean Δy; c += (cohort / population)·mean Δc. A site keeps cᵢ [P] in its memory. Plain steps only: with adam, (x − y)/(K·η_l) is no mean gradient.
/// A site whose update misses the sum has moved its cᵢ all the same, so c is then off by its share until its next round.
/// Source: Karimireddy et al. 2020, "SCAFFOLD: stochastic controlled averaging for federated learning", algorithm 1.
/// </remarks>
internal sealed class Scaffold(double rate) : IFederatedStrategy
{
    public string Name => "scaffold";

    public int GlobalLength(int parameters) => 2 * parameters;

    public int ContributionLength(int parameters) => 2 * parameters;

    public SiteContribution Work(ILocalObjective objective, ReadOnlyMemory<float> global, SiteMemory memory, LocalOrder order, Random random, CancellationToken cancellationToken)
    {
        var p = objective.Parameters;
        if (memory.Values.Length != p)
            memory.Values = new float[p];
        var correction = new float[p];
        TensorPrimitives.Subtract(global.Span[p..], memory.Values, correction);
        var update = LocalTraining.Run(objective, global[..p], order, correction, random, cancellationToken);
        var values = new float[2 * p];
        update.Delta.CopyTo(values.AsSpan());
        if (update.Steps > 0)
        {
            // Δc = −c + (x − y)/(K·η_l).
            var variate = values.AsSpan(p);
            TensorPrimitives.Multiply(update.Delta, (float)(-1 / (update.Steps * order.LearningRate)), variate);
            TensorPrimitives.Subtract(variate, global.Span[p..], variate);
            TensorPrimitives.Add(memory.Values, variate, memory.Values);
        }
        return new SiteContribution(values, objective.Items, update.StartLoss);
    }

    public StrategyState Start(ReadOnlyMemory<float> initial) => new(0, [.. initial.Span, .. new float[initial.Length]], []);

    public StrategyState Step(StrategyState state, RoundSum sum)
    {
        sum.Check(state.Global.Length);
        var p = state.Global.Length / 2;
        float[] next = [.. state.Global];
        var share = (double)sum.Sites / Math.Max(sum.Sites, sum.Population);
        TensorPrimitives.MultiplyAdd(sum.Mean.Span[..p], (float)rate, next.AsSpan(0, p), next.AsSpan(0, p));
        TensorPrimitives.MultiplyAdd(sum.Mean.Span[p..], (float)share, next.AsSpan(p), next.AsSpan(p));
        return new StrategyState(state.Round + 1, next, []);
    }

    public ReadOnlyMemory<float> Model(StrategyState state) => state.Global.AsMemory(0, state.Global.Length / 2);

    public ReadOnlyMemory<float> ModelOf(ILocalObjective objective, ReadOnlyMemory<float> global, SiteMemory memory) => global[..(global.Length / 2)];
}
