using NetMl.Federation.Encoding;
using NetMl.Federation.Learning;
using NetMl.Federation.Privacy;
using NetMl.Federation.Strategies;

namespace NetMl.Federation.Simulation;

/// <summary>A strategy under privacy of whole sites, for virtual sites: clipped contributions, noise where the mode puts it, by the code of real rounds.</summary>
/// <param name="terms">Central or local; distributed noise needs the ring of a secure sum.</param>
/// <param name="sites">n of each round; no site may be missing.</param>
/// <remarks>Weights must be equal (<see cref="SimulationPlan.MaximumItems"/> 0).</remarks>
public sealed class PrivateStrategy(IFederatedStrategy strategy, PrivacyTerms terms, int sites, double clip) : IFederatedStrategy
{
    public string Name => strategy.Name;

    public int GlobalLength(int parameters) => strategy.GlobalLength(parameters);

    public int ContributionLength(int parameters) => strategy.ContributionLength(parameters);

    public SiteContribution Work(ILocalObjective objective, ReadOnlyMemory<float> global, SiteMemory memory, LocalOrder order, Random random, CancellationToken cancellationToken)
    {
        var contribution = strategy.Work(objective, global, memory, order, random, cancellationToken);
        var (layout, vector) = Widen(contribution.Values);
        PrivateContribution.Prepare(layout, vector, clip, terms, Noise(layout));
        return contribution with { Values = [.. vector.Take(layout.Values).Select(value => (float)value)] };
    }

    public StrategyState Start(ReadOnlyMemory<float> initial) => strategy.Start(initial);

    public StrategyState Step(StrategyState state, RoundSum sum)
    {
        if (sum.Sites != sites || sum.Weight != sites)
            throw new ArgumentException($"The noise is made for {sites} sites of weight 1, not for {sum.Sites} of weight {sum.Weight} together.", nameof(sum));
        var (layout, sums) = Widen(sum.Mean.Span);
        foreach (ref var value in sums.AsSpan())
            value *= sites;
        PrivateContribution.ToMean(layout, sums, sites, terms, Noise(layout));
        return strategy.Step(state, sum with { Mean = sums.Take(layout.Values).Select(value => (float)value).ToArray() });
    }

    public ReadOnlyMemory<float> Model(StrategyState state) => strategy.Model(state);

    public ReadOnlyMemory<float> ModelOf(ILocalObjective objective, ReadOnlyMemory<float> global, SiteMemory memory) => strategy.ModelOf(objective, global, memory);

    private RoundNoise Noise(ContributionLayout layout) => terms.Round(sites, sites, layout.Values, 0, clip, hasIndicator: false);

    private static (ContributionLayout Layout, double[] Vector) Widen(ReadOnlySpan<float> values)
    {
        var layout = new ContributionLayout(values.Length, -1, false);
        var vector = new double[layout.Length];
        for (var i = 0; i < values.Length; i++)
            vector[i] = values[i];
        return (layout, vector);
    }
}
