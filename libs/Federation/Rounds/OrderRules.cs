using NetMl.Contracts.Federation;
using NetMl.Federation.SecureAggregation;

namespace NetMl.Federation.Rounds;

/// <summary>What a site checks of the server's word by the plan that it agreed to, before it sends or unmasks anything.</summary>
public static class OrderRules
{
    /// <summary>Why a round is refused, in a sentence; null = it keeps to the plan.</summary>
    /// <param name="parameters">P.</param>
    public static string? Refuses(PlanParts parts, int round, string purpose, int parameters, RoundOrder order)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(order);
        if (round < Purposes.FirstRound(parts.Plan) || Purposes.Of(parts.Plan, round) != purpose)
            return $"The plan has no '{purpose}' as round {round}.";
        if (!order.Sites.All(PlanRules.IsName) || order.Sites.Distinct(StringComparer.Ordinal).Count() != order.Sites.Count)
            return "The round names sites twice, or such as cannot be.";
        if (order.Length != parts.Layout(purpose, parameters).Length)
            return $"The server wants {order.Length} numbers where the plan has {parts.Layout(purpose, parameters).Length}: one of the two is of another version.";
        if (order.Sites.Count < parts.Cohort.Minimum)
            return $"The round has {order.Sites.Count} sites where the plan promises at least {parts.Cohort.Minimum}.";
        if (parts is { IsPrivate: true, Privacy.AdaptiveClip: true } ? !(order.Clip > 0 && double.IsFinite(order.Clip)) : order.Clip != Cohorts.ClipOf(parts, purpose, parts.Privacy.Clip))
            return $"The server asks for a clipping norm of {order.Clip}, against the plan.";
        if (parts.IsPrivate && !(order.NoiseMultiplier >= parts.Terms.NoiseMultiplier * (1 - 1e-9)))
            return $"The server asks for a noise multiplier of {order.NoiseMultiplier}, below the plan's {parts.Terms.NoiseMultiplier}.";
        if (!parts.IsSecure)
            return order.RingBits == 0 ? null : "The server asks for a mask, against the plan.";
        if ((order.Neighbours, order.Threshold) != Cohorts.Ring(parts, order.Sites.Count))
            return $"The server asks for {order.Neighbours} neighbours and a threshold of {order.Threshold}, against the plan.";
        try
        {
            var encoding = RoundPrivacy.Of(parts, parts.Terms, parts.Layout(purpose, parameters), order.Sites.Count, order.Clip).Encoding;
            return (order.RingBits, order.ValueBits) == (encoding?.RingBits, encoding?.ValueBits) ? null : $"The server asks for numbers of {order.ValueBits} bits in {order.RingBits}, against the plan.";
        }
        catch (ArgumentException wrong)
        {
            return wrong.Message;
        }
    }

    /// <summary>Why a sum must not be opened, in a sentence: too few sites for the plan's minimum, its threshold and the noise that they share.</summary>
    public static string? Refuses(PlanParts parts, RoundOrder order, SurvivorList survivors)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(survivors);
        var fewest = Privacy.PrivacyTerms.FewestSurvivors(order.Sites.Count, parts.Security, parts.Cohort);
        return survivors.Survivors.Count < fewest ? $"A sum of {survivors.Survivors.Count} of {order.Sites.Count} sites is refused; {fewest} are the least." : null;
    }
}
