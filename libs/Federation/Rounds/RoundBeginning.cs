using NetMl.Contracts.Federation;
using NetMl.Federation.Privacy;

namespace NetMl.Federation.Rounds;

/// <summary>How an attempt begins, or why it does not.</summary>
static class RoundBeginning
{
    /// <summary>The state with a running round; or publishing, when nothing is left to do or to spend; or gathering, with a note.</summary>
    public static FederationState Try(FederationState state, DateTimeOffset now, Random random)
    {
        if (state.NotBefore > now)
            return state;
        if (Purposes.Of(state.Plan, state.Round) is not { } purpose)
            return state with { State = FederationStates.Publishing };
        var choice = Cohorts.Choose(state, state.Parts.Layout(purpose, state.Parameters).Length, now, random);
        if (choice.Waiting is not null)
            return Waiting(state, choice.Waiting);
        try
        {
            var begun = Begin(state, purpose, choice, now);
            var cost = RoundPrivacy.Of(begun).Noise.Cost;
            return !state.Parts.IsPrivate || state.Budget.CanSpend(cost) ? begun : EndOfBudget(state, cost);
        }
        catch (ArgumentException impossible)
        {
            return state with { State = FederationStates.Failed, Error = impossible.Message };
        }
    }

    private static FederationState Begin(FederationState state, string purpose, Choice choice, DateTimeOffset now) =>
        state with
        {
            State = state.Round > 0 ? FederationStates.Training : FederationStates.Statistics,
            NotBefore = null,
            Current = new RunningRound(
                state.Round, purpose, state.Attempt, state.Parts.IsSecure ? RoundSteps.Keys : RoundSteps.Update, now, now + state.Parts.Step, choice.Rate,
                Cohorts.Order(state, purpose, choice.Sites), [], [], [], []),
        };

    /// <summary>The very same state when nothing is new, so that whoever waits is not told again and again.</summary>
    private static FederationState Waiting(FederationState state, string note) =>
        state.State == FederationStates.Gathering && state.Note == note ? state : state with { State = FederationStates.Gathering, Note = note };

    /// <summary>fed-buff: a buffer that is not full keeps what it has; sites that have come since may fill it.</summary>
    public static FederationState Widen(FederationState state, RunningRound round, DateTimeOffset now)
    {
        var come = Cohorts.Present(state, now).Select(site => site.Site).Except(round.Order.Sites);
        return state with
        {
            Note = $"Round {round.Round} waits for {state.Parts.Cohort.Minimum - round.Summed.Count} more updates.",
            Current = round with { Deadline = now + state.Parts.Step, Declined = [], Order = round.Order with { Sites = [.. round.Order.Sites, .. come] } },
        };
    }

    private static FederationState EndOfBudget(FederationState state, PrivacyStep next)
    {
        var note = FormattableString.Invariant(
            $"The next round would spend ε = {state.Budget.EpsilonAfter(next):0.###} of {state.Parts.Privacy.MaximumEpsilon:0.###}: the federation ends after {Math.Max(0, state.Round - 1)} of {state.Plan.Rounds} rounds.");
        return state.Round > 1
            ? state with { State = FederationStates.Publishing, Note = note }
            : state with { State = FederationStates.Failed, Error = note };
    }
}
