using NetMl.Contracts.Federation;

namespace NetMl.Federation.Rounds;

/// <summary>What an administrator sees of a federation: nothing in it is a site's own number but its traffic.</summary>
public static class StatusReport
{
    public static FederationStatus Of(FederationState state, DateTimeOffset now) => new(
        state.Plan, state.State, Math.Clamp(state.Round - 1, 0, state.Plan.Rounds), state.Current?.Step ?? RoundSteps.Idle, state.Attempt, state.Current?.Deadline ?? state.NotBefore,
        [.. state.Sites.Select(site => new SiteStatus(site.Site, StateOf(state, site, now), site.Fingerprint, site.LastSeen, site.Completed, site.Dropped, site.BytesReceived))],
        state.Rounds, state.Epsilon, state.Published, state.Note, state.Error);

    /// <summary>What a finished model is good for, where that is not plain; null = everything.</summary>
    internal static string? UseOfModel(FederationPlan plan) => plan.Boundary is null ? null
        : "The model reads boundary features, which only the sites have: they use their own copies, and central scoring refuses it.";

    private static string StateOf(FederationState state, SiteRecord site, DateTimeOffset now) => site switch
    {
        { KeyId: null } => "revoked",
        { Fingerprint: null } => "invited",
        _ => Cohorts.IsPresent(state, site, now) ? "online" : "away",
    };
}
