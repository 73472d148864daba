namespace NetMl.Contracts.Datasets;

/// <summary>A change of a data set's findings, as a WebSocket tells it.</summary>
/// <param name="Token">Where to go on after this event.</param>
/// <param name="Kind">One of <see cref="BehaviourEvents"/>.</param>
/// <param name="Finding">As it is now, or as it was when it was withdrawn; null for a reset.</param>
/// <param name="Reason">Of a reset: what happened, in one sentence.</param>
public sealed record BehaviourEvent(string Token, string Kind, BehaviourFinding? Finding = null, string? Reason = null);

/// <summary>What events of findings are called; as server-sent events, findings have no name.</summary>
public static class BehaviourEvents
{
    /// <summary>A finding is new or has changed.</summary>
    public const string Finding = "finding";

    /// <summary>A finding is one no longer.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>The data set was deleted or made anew: forget all findings known so far.</summary>
    public const string Reset = "reset";
}
