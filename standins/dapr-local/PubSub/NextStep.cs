using DaprLocal.Components;

namespace DaprLocal.PubSub;

/// <summary>How one attempt to deliver ended.</summary>
internal enum Outcome
{
    /// <summary>Acknowledged.</summary>
    Done,

    /// <summary>The subscriber does not want it, or it is too old: never again.</summary>
    Drop,

    /// <summary>The subscriber failed.</summary>
    Retry,

    /// <summary>The subscriber could not be reached: it never saw the message.</summary>
    Unreachable,

    /// <summary>The connection broke in the middle: it may have seen it.</summary>
    Broken,
}

/// <summary>What to do after an attempt.</summary>
/// <param name="Wait">Time until the next attempt; null = there is none.</param>
/// <param name="DeadLetter">Move the message to the dead-letter topic.</param>
internal readonly record struct NextStep(TimeSpan? Wait, int Attempts, bool DeadLetter)
{
    private const int BrokenTolerated = 3;
    private static readonly TimeSpan AfterUnreachable = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Dapr's rules: with a retry policy, retry as it says, then dead-letter; without one, a dead-letter topic takes the message at its first failure.
    /// Where Dapr leaves it to the broker (no topic for dead letters) the message is tried again, ever more slowly.
    /// </summary>
    public static NextStep After(Outcome outcome, int attempts, RetryPolicy? policy, bool hasDeadLetterTopic)
    {
        switch (outcome)
        {
            case Outcome.Done: return new NextStep(null, attempts, false);
            case Outcome.Drop: return new NextStep(null, attempts, hasDeadLetterTopic);
            case Outcome.Unreachable: return new NextStep(AfterUnreachable, attempts, false);
        }
        var failures = attempts + 1;
        if (policy is not null && policy.Allows(failures))
            return new NextStep(policy.Delay(failures), failures, false);
        var keepsTrying = !hasDeadLetterTopic || (policy is null && outcome == Outcome.Broken && failures <= BrokenTolerated);
        return keepsTrying ? new NextStep(RetryPolicy.Redelivery.Delay(failures), failures, false) : new NextStep(null, failures, true);
    }
}
