using NetMl.Federation.Learning;

namespace NetMl.Federation.Strategies;

/// <summary>Sites share the body and keep their own head: what the mask marks is trained at the site, stays there, and contributes zero.</summary>
/// <param name="personal">[P].</param>
/// <param name="rate">η of the server, 1 by default.</param>
/// <remarks>A site's memory is its head: the marked parameters in order. Body and head learn together. Source: Arivazhagan et al. 2019, "Federated learning with personalization layers".</remarks>
internal sealed class FedPer(ReadOnlyMemory<bool> personal, double rate) : IFederatedStrategy
{
    private readonly FedAvg _step = new(rate);

    public string Name => "fed-per";

    public int GlobalLength(int parameters) => parameters;

    public int ContributionLength(int parameters) => parameters;

    public SiteContribution Work(ILocalObjective objective, ReadOnlyMemory<float> global, SiteMemory memory, LocalOrder order, Random random, CancellationToken cancellationToken)
    {
        var own = ModelOf(objective, global, memory);
        var update = LocalTraining.Run(objective, own, order, default, random, cancellationToken);
        var head = new List<float>();
        var mask = personal.Span;
        for (var i = 0; i < mask.Length; i++)
        {
            if (!mask[i])
                continue;
            head.Add(own.Span[i] + update.Delta[i]);
            update.Delta[i] = 0;
        }
        memory.Values = [.. head];
        return new SiteContribution(update.Delta, objective.Items, update.StartLoss);
    }

    public StrategyState Start(ReadOnlyMemory<float> initial)
    {
        if (initial.Length != personal.Length)
            throw new ArgumentException($"The mask of personal parameters has {personal.Length} numbers, the model {initial.Length}.", nameof(initial));
        return new StrategyState(0, initial.ToArray(), []);
    }

    public StrategyState Step(StrategyState state, RoundSum sum)
    {
        sum.Check(state.Global.Length);
        float[] next = [.. state.Global];
        _step.Apply(next, [], sum.Mean.Span);
        // Masked sums carry rounding noise and private sums more of it: heads on the server stay what they were.
        for (var i = 0; i < next.Length; i++)
        {
            if (personal.Span[i])
                next[i] = state.Global[i];
        }
        return new StrategyState(state.Round + 1, next, []);
    }

    public ReadOnlyMemory<float> Model(StrategyState state) => state.Global;

    public ReadOnlyMemory<float> ModelOf(ILocalObjective objective, ReadOnlyMemory<float> global, SiteMemory memory)
    {
        if (memory.Values.Length == 0)
            return global;
        var model = global.ToArray();
        var next = 0;
        for (var i = 0; i < model.Length; i++)
        {
            if (personal.Span[i])
                model[i] = memory.Values[next++];
        }
        return model;
    }
}
