using NetMl.Contracts.Federation;
using NetMl.Federation.Encoding;

namespace NetMl.Federation.Rounds;

/// <summary>A site's check of what a server orders against the plan that the site agreed to: everything in an order but its sites and vectors follows from the plan.</summary>
public static class OrderRules
{
    // The noise is searched for: its last digits may differ between machines.
    private const double NoiseSlack = 1e-6;

    /// <summary>Null, or how the order departs from the plan: the rest of a sentence that begins with "the server".</summary>
    /// <param name="parameters">P of the planned network.</param>
    public static string? Departure(FederationPlan plan, int parameters, int round, string purpose, RoundOrder order)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(order);
        var parts = new PlanParts(plan);
        if (round < Purposes.FirstRound(plan) || Purposes.Of(plan, round) != purpose)
            return $"asks for a round that the plan does not have ('{purpose}' as round {round})";
        if (order.Sites.FirstOrDefault(site => !PlanRules.IsName(site)) is not null)
            return "names a site that cannot be one";
        if (order.Sites.Distinct(StringComparer.Ordinal).Count() < parts.Cohort.Minimum)
            return $"asks for a sum of {order.Sites.Count} sites where the plan has {parts.Cohort.Minimum} at least";
        if (order.Length != parts.Layout(purpose, parameters).Length)
            return $"wants {order.Length} numbers where the plan has {parts.Layout(purpose, parameters).Length}: one of the two is of another version";
        return Masks(parts, order) ?? Bounds(plan, parts, purpose, order);
    }

    private static string? Masks(PlanParts parts, RoundOrder order)
    {
        if (!parts.IsSecure)
            return order.RingBits == 0 ? null : "asks for a mask that is not in the plan";
        if (order.RingBits == 0)
            return "asks for an update without a mask, against the plan";
        var (neighbours, threshold) = Cohorts.Ring(parts.Security, order.Sites.Count);
        if (order.Neighbours != neighbours || order.Threshold != threshold)
            return $"lets {order.Threshold} of {order.Neighbours} neighbours open a mask where the plan has {threshold} of {neighbours}";
        try
        {
            var encoding = VectorEncoding.Fit(order.Sites.Count, parts.Security.Range, parts.Security.ValueBits);
            return (encoding.RingBits, encoding.ValueBits) == (order.RingBits, order.ValueBits)
                ? null
                : $"wants numbers of {order.ValueBits} bits in a ring of {order.RingBits} where the plan has {encoding.ValueBits} in {encoding.RingBits}";
        }
        catch (ArgumentException)
        {
            return $"asks for a sum of {order.Sites.Count} sites, more than the plan's numbers have room for";
        }
    }

    private static string? Bounds(FederationPlan plan, PlanParts parts, string purpose, RoundOrder order)
    {
        var clip = Cohorts.ClipOf(parts, purpose, parts.Privacy.Clip);
        var follows = parts.IsPrivate && parts.Privacy.AdaptiveClip && purpose == Purposes.Training;
        if (follows ? !(order.Clip > 0 && double.IsFinite(order.Clip)) : order.Clip != clip)
            return $"asks for an update of norm {order.Clip} at most where the plan has {clip}";
        return parts.IsPrivate && !(order.NoiseMultiplier >= PrivacySpending.NoiseOf(plan) * (1 - NoiseSlack))
            ? $"asks for an update with a noise of {order.NoiseMultiplier:0.###} where the plan promises {PrivacySpending.NoiseOf(plan):0.###}"
            : null;
    }
}
