using NetMl.Contracts.Federation;
using NetMl.Federation.Robust;
using NetMl.Federation.Sampling;
using NetMl.Federation.SecureAggregation;

namespace NetMl.Federation.Rounds;

/// <summary>Chooses the sites of an attempt and writes their order.</summary>
public static class Cohorts
{
    /// <summary>Of stored single updates together, so that a robust round fits in memory.</summary>
    public const long MaximumSingleNumbers = 50_000_000;

    private const int Redraws = 100;
    private const int AllNeighbours = 32;

    /// <summary>Sites that could take part now.</summary>
    public static IReadOnlyList<Candidate> Present(FederationState state, DateTimeOffset now) =>
        [.. state.Sites.Where(site => IsPresent(state, site, now) && !(site.NotBefore > now)).Select(site => new Candidate(site.Site, site.Completed, site.Dropped))];

    public static bool IsPresent(FederationState state, SiteRecord site, DateTimeOffset now) =>
        site is { KeyId: not null, Fingerprint: not null, LastSeen: { } seen } && now - seen <= state.Parts.Presence;

    /// <summary>The cohort in ring order, or why there is none now.</summary>
    /// <param name="random">Unforeseeable: who knew the ring could put its own sites around a victim.</param>
    public static Choice Choose(FederationState state, int length, DateTimeOffset now, Random random)
    {
        var parts = state.Parts;
        var present = Present(state, now);
        if (present.Count < parts.Cohort.Minimum)
            return new([], 1, $"Waits for {parts.Cohort.Minimum} sites; {Count(present.Count)} present.");
        if (parts.Robust.Rule == "fl-trust" && present.All(site => site.Site != parts.Robust.TrustedSite))
            return new([], 1, $"Waits for the trusted site '{parts.Robust.TrustedSite}'.");

        var sampler = parts.CreateSampler();
        var most = parts.NeedsSingleUpdates ? (int)Math.Clamp(MaximumSingleNumbers / length, 1, parts.Cohort.Maximum) : parts.Cohort.Maximum;
        for (var draw = 0; draw < Redraws; draw++)
        {
            var chosen = sampler.Choose(present, parts.Cohort.Fraction, random).ToArray();
            random.Shuffle(chosen);
            var cohort = WithTrusted(parts, chosen.Take(most));
            if (cohort.Count < parts.Cohort.Minimum)
                continue;
            if (TooFew(parts, cohort.Count) is { } reason)
                return new([], 1, reason);
            // Coins that were tossed again, or a cohort that was cut, are no longer independent coins: no amplification is claimed.
            return new(cohort, draw == 0 && cohort.Count == chosen.Length ? parts.SamplingRate : 1, null);
        }
        return new([], 1, $"Sampling gave fewer than {parts.Cohort.Minimum} of {present.Count} present sites, {Redraws} times.");
    }

    /// <summary>The terms of a round.</summary>
    /// <exception cref="ArgumentException">The ring cannot hold the sum of so many sites, or their noise; a sentence for people.</exception>
    public static RoundOrder Order(FederationState state, string purpose, IReadOnlyList<string> cohort)
    {
        var parts = state.Parts;
        var (layout, clip, ring) = (parts.Layout(purpose, state.Parameters), ClipOf(parts, purpose, state.Clip), Ring(parts, cohort.Count));
        var encoding = RoundPrivacy.Of(parts, state.Terms, layout, cohort.Count, clip).Encoding;
        return new RoundOrder(
            cohort, parts.IsSecure ? ring.Neighbours : 0, parts.IsSecure ? ring.Threshold : parts.Cohort.Minimum,
            encoding?.RingBits ?? 0, encoding?.ValueBits ?? 0, layout.Length, Global(state.Vectors, purpose), clip, state.NoiseMultiplier,
            state.Vectors.Scaling, state.Vectors.Boundary);
    }

    /// <summary>k and t of a secure round, as the plan has them for so many sites.</summary>
    internal static (int Neighbours, int Threshold) Ring(PlanParts parts, int sites)
    {
        var k = Neighbours(parts.Security.Neighbours, sites);
        return (k, Threshold(parts.Security.ThresholdFraction, k));
    }

    private static string? Global(VectorNames vectors, string purpose) => purpose switch
    {
        Purposes.Means => null,
        Purposes.Spreads => vectors.Means,
        _ => vectors.Global,
    };

    /// <summary>Largest norm of a site's values; 0 = no limit.</summary>
    /// <param name="current">With privacy.</param>
    internal static double ClipOf(PlanParts parts, string purpose, double current)
    {
        if (parts.IsPrivate)
            return current;
        return purpose == Purposes.Training && parts.Robust.Rule == "norm-bound" && parts.IsSecure ? parts.Robust.NormBound : 0;
    }

    private static int Neighbours(int wished, int sites)
    {
        if (wished == 0)
            wished = sites <= AllNeighbours ? sites : 4 * (int)Math.Ceiling(Math.Log2(sites));
        return Math.Min(Math.Min(wished | 1, SecureSumSettings.MaximumNeighbours), sites);
    }

    private static int Threshold(double fraction, int neighbours) => Math.Max(neighbours / 2 + 1, (int)Math.Ceiling(fraction * neighbours - 1e-9));

    private static string? TooFew(PlanParts parts, int sites) => parts.NeedsSingleUpdates && RobustRules.Create(parts.Robust.Rule, parts.Robust.Byzantine, parts.Robust.NormBound, 0).Refuses(sites, parts.Robust.Byzantine) is { } reason
        ? $"Waits for more sites: {reason}"
        : null;

    private static IReadOnlyList<string> WithTrusted(PlanParts parts, IEnumerable<string> chosen)
    {
        var cohort = chosen.ToList();
        if (parts.Robust is { Rule: "fl-trust", TrustedSite: { } trusted } && !cohort.Contains(trusted))
            cohort.Add(trusted);
        return cohort;
    }

    private static string Count(int sites) => sites switch { 0 => "none is", 1 => "1 is", _ => $"{sites} are" };
}

/// <param name="Sites">Empty: no attempt now.</param>
/// <param name="Rate">q for the accountant.</param>
/// <param name="Waiting">Why there is no attempt.</param>
public sealed record Choice(IReadOnlyList<string> Sites, double Rate, string? Waiting);
