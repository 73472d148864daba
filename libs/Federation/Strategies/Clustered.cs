using System.Numerics.Tensors;
using NetMl.Federation.Learning;

namespace NetMl.Federation.Strategies;

/// <summary>Several models for groups of sites that differ: a site trains the one that has the lowest loss on its own items.</summary>
/// <param name="clusters">C ≥ 1; 1 is FedAvg.</param>
/// <param name="rate">η of the server, 1 by default.</param>
/// <remarks>
/// Global: C models. Contribution: C slots of P, of which the chosen one is filled, ‖ a one-hot of the choice, so that a sum hides who chose what.
/// Server: x_c += η·mean(slot c)/mean(one-hot c). The first models are the initial one ± seeded Gaussian perturbations in pairs of opposite signs: two groups with
/// opposite gradients then choose differently at once. A model that nobody chooses stays; groups that chose the same model at the start may never part (the paper's known limit).
/// Published is the model with the most weight in the last round. The server's memory is the shares of the models. Source: Ghosh et al. 2020, "An efficient framework for clustered federated learning" (IFCA), algorithm 1, option II.
/// </remarks>
internal sealed class Clustered(int clusters, double rate) : IFederatedStrategy
{
    private const int PerturbationSeed = 7;
    private const double SmallestShare = 1e-4;

    public string Name => "clustered";

    public int GlobalLength(int parameters) => clusters * parameters;

    public int ContributionLength(int parameters) => clusters * (parameters + 1);

    public SiteContribution Work(ILocalObjective objective, ReadOnlyMemory<float> global, SiteMemory memory, LocalOrder order, Random random, CancellationToken cancellationToken)
    {
        var p = objective.Parameters;
        var choice = Choose(objective, global);
        var update = LocalTraining.Run(objective, global.Slice(choice * p, p), order, default, random, cancellationToken);
        var values = new float[ContributionLength(p)];
        update.Delta.CopyTo(values.AsSpan(choice * p));
        values[clusters * p + choice] = 1;
        return new SiteContribution(values, objective.Items, update.StartLoss);
    }

    public StrategyState Start(ReadOnlyMemory<float> initial)
    {
        var models = new float[clusters * initial.Length];
        var random = new Random(PerturbationSeed);
        var deviation = Math.Max(0.05, 0.5 * TensorPrimitives.Norm(initial.Span) / Math.Sqrt(initial.Length));
        for (var c = 0; c < clusters; c++)
            initial.Span.CopyTo(models.AsSpan(c * initial.Length));
        for (var c = 0; clusters > 1 && c < clusters; c += 2)
        {
            for (var i = 0; i < initial.Length; i++)
            {
                var shift = (float)(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
                models[c * initial.Length + i] += shift;
                if (c + 1 < clusters)
                    models[(c + 1) * initial.Length + i] -= shift;
            }
        }
        return new StrategyState(0, models, new float[clusters]);
    }

    public StrategyState Step(StrategyState state, RoundSum sum)
    {
        sum.Check(state.Global.Length + clusters);
        var p = state.Global.Length / clusters;
        float[] next = [.. state.Global];
        var shares = sum.Mean[(clusters * p)..];
        for (var c = 0; c < clusters; c++)
        {
            // Below this a share may be nothing but the rounding of masked numbers.
            if (shares.Span[c] < SmallestShare)
                continue;
            var model = next.AsSpan(c * p, p);
            TensorPrimitives.MultiplyAdd(sum.Mean.Span.Slice(c * p, p), (float)(rate / shares.Span[c]), model, model);
        }
        return new StrategyState(state.Round + 1, next, shares.ToArray());
    }

    public ReadOnlyMemory<float> Model(StrategyState state)
    {
        var p = state.Global.Length / clusters;
        return state.Global.AsMemory(TensorPrimitives.IndexOfMax<float>(state.Memory) * p, p);
    }

    public ReadOnlyMemory<float> ModelOf(ILocalObjective objective, ReadOnlyMemory<float> global, SiteMemory memory) =>
        global.Slice(Choose(objective, global) * objective.Parameters, objective.Parameters);

    private int Choose(ILocalObjective objective, ReadOnlyMemory<float> global)
    {
        var best = 0;
        var lowest = double.PositiveInfinity;
        for (var c = 0; c < clusters && clusters > 1; c++)
        {
            var loss = objective.Loss(global.Slice(c * objective.Parameters, objective.Parameters).ToArray());
            if (loss < lowest)
                (best, lowest) = (c, loss);
        }
        return best;
    }
}
