using NetMl.Federation.Learning;

namespace NetMl.Federation.Strategies;

/// <summary>The strategies whose sites send new − old parameters, and which differ in the server's step or in the sites' order alone.</summary>
/// <param name="adapt">What the strategy asks of local training beyond the plan's order.</param>
internal sealed class DeltaStrategy(string name, IServerStep step, Func<LocalOrder, LocalOrder>? adapt = null) : IFederatedStrategy
{
    public string Name => name;

    public int GlobalLength(int parameters) => parameters;

    public int ContributionLength(int parameters) => parameters;

    public SiteContribution Work(ILocalObjective objective, ReadOnlyMemory<float> global, SiteMemory memory, LocalOrder order, Random random, CancellationToken cancellationToken)
    {
        var update = LocalTraining.Run(objective, global, adapt?.Invoke(order) ?? order, default, random, cancellationToken);
        return new SiteContribution(update.Delta, objective.Items, update.StartLoss);
    }

    public StrategyState Start(ReadOnlyMemory<float> initial) => new(0, initial.ToArray(), step.Start(initial.Length));

    public StrategyState Step(StrategyState state, RoundSum sum)
    {
        sum.Check(state.Global.Length);
        float[] model = [.. state.Global];
        float[] memory = [.. state.Memory];
        step.Apply(model, memory, sum.Mean.Span);
        return new StrategyState(state.Round + 1, model, memory);
    }

    public ReadOnlyMemory<float> Model(StrategyState state) => state.Global;

    public ReadOnlyMemory<float> ModelOf(ILocalObjective objective, ReadOnlyMemory<float> global, SiteMemory memory) => global;
}
