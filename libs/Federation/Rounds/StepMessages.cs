using NetMl.Contracts.Federation;
using NetMl.Federation.Messages;

namespace NetMl.Federation.Rounds;

/// <summary>Which message a step waits for.</summary>
public static class StepMessages
{
    /// <summary>Null: the step waits for nobody.</summary>
    public static MessageKind? KindOf(string step) => step switch
    {
        RoundSteps.Keys => MessageKind.KeyAdvertisement,
        RoundSteps.Shares => MessageKind.KeyShares,
        RoundSteps.Update => MessageKind.Update,
        RoundSteps.Confirm => MessageKind.Confirmation,
        RoundSteps.Unmask => MessageKind.Unmasking,
        _ => null,
    };

    /// <summary>The messages that count in an attempt, in order of arrival: what a restarted server reads again.</summary>
    public static IEnumerable<MessageSlot> Of(FederationState state) =>
        state.Current is not { } round ? [] : round.Arrivals.SelectMany(step => step.Step == RoundSteps.Update
            ? round.Summed.Select(update => new MessageSlot(state.Plan.Name, state.Run, update.Round, update.Attempt, update.Site, MessageKind.Update))
            : step.Sites.Select(place => new MessageSlot(state.Plan.Name, state.Run, round.Round, round.Attempt, round.Order.Sites[place], KindOf(step.Step) ?? default)));
}
