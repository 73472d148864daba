using NetMl.Federation.Privacy;

namespace NetMl.Federation.Rounds;

/// <summary>Equal noisy steps.</summary>
/// <param name="Rate">q.</param>
public sealed record PrivacySpending(double Rate, double NoiseMultiplier, int Steps)
{
    /// <summary>ε of what is spent, and of one more step when given; null without privacy.</summary>
    public static double? Epsilon(FederationState state, double? nextRate)
    {
        var parts = state.Parts;
        if (!parts.IsPrivate)
            return null;
        var accountant = new PrivacyAccountant();
        foreach (var spent in state.Spent)
            accountant.Add(spent.Rate, spent.NoiseMultiplier, spent.Steps);
        if (nextRate is { } rate)
            accountant.Add(rate, state.NoiseMultiplier, 1);
        return state.Spent.Count == 0 && nextRate is null ? 0 : accountant.Epsilon(parts.Privacy.Delta);
    }

    /// <summary>The list with one more step.</summary>
    public static IReadOnlyList<PrivacySpending> Add(IReadOnlyList<PrivacySpending> spent, double rate, double noiseMultiplier) =>
        spent.FirstOrDefault(known => known.Rate == rate && known.NoiseMultiplier == noiseMultiplier) is { } same
            ? [.. spent.Where(known => known != same), same with { Steps = same.Steps + 1 }]
            : [.. spent, new PrivacySpending(rate, noiseMultiplier, 1)];

    /// <summary>z of a plan: as given, or the least that keeps all its rounds within its ε.</summary>
    public static double NoiseOf(Contracts.Federation.FederationPlan plan)
    {
        var parts = new PlanParts(plan);
        if (!parts.IsPrivate)
            return 0;
        return parts.Privacy.NoiseMultiplier > 0
            ? parts.Privacy.NoiseMultiplier
            : PrivacyAccountant.NoiseFor(parts.Privacy.MaximumEpsilon, parts.Privacy.Delta, parts.SamplingRate, Purposes.NoisyRounds(plan));
    }

    /// <summary>ε of the whole plan; null without privacy.</summary>
    public static double? Planned(Contracts.Federation.FederationPlan plan)
    {
        var parts = new PlanParts(plan);
        return parts.IsPrivate ? PrivacyAccountant.Epsilon(parts.SamplingRate, NoiseOf(plan), Purposes.NoisyRounds(plan), parts.Privacy.Delta) : null;
    }
}
