using NetMl.Contracts.Federation;
using NetMl.Federation.Privacy;

namespace NetMl.Federation.Rounds;

/// <summary>What a federation spends of its privacy, and when.</summary>
public static class PrivacySpending
{
    /// <summary>ε of what is spent; null without privacy.</summary>
    public static double? Epsilon(FederationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Parts.IsPrivate ? state.Budget.Epsilon : null;
    }

    /// <summary>ε of the whole plan; null without privacy.</summary>
    public static double? Planned(FederationPlan plan) => new PlanParts(plan) is { IsPrivate: true } parts ? parts.Terms.PlannedEpsilon(plan.Rounds) : null;

    /// <summary>The running round's step is spent. To be stored before its sum is opened: what was seen cannot be taken back.</summary>
    internal static FederationState Spend(FederationState state) =>
        state.Parts.IsPrivate ? state with { Spent = state.Budget.Spend(RoundPrivacy.Of(state).Noise.Cost).Spent } : state;

    /// <summary>The running attempt ends without a result. With local noise and without masks the server has read what came; a secure sum was never opened, or is spent already.</summary>
    internal static FederationState GiveUp(FederationState state) =>
        state is { Parts: { IsSecure: false, Privacy.Mode: PrivacyModes.Local }, Current: { Step: not RoundSteps.Aggregate } round } && (round.Summed.Count > 0 || state.Uploads.Count > 0)
            ? Spend(state)
            : state;
}
