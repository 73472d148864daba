using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.Adjustments;

/// <summary>A target that others knew long before the behaviour began is less likely to be an attacker's.</summary>
internal static class TargetAge
{
    /// <summary>Null = as new as the behaviour.</summary>
    public static ScoreAdjustment? Of(Candidate candidate, INetworkFacts network, AdjustmentOptions options)
    {
        if (candidate.Target < 0 || !CallsHome.Is(candidate.Finding.Behaviour))
            return null;
        var seconds = Times.Seconds(network.FirstSeen(candidate.Target), candidate.Finding.First);
        return seconds >= options.KnownFor.TotalSeconds ? new ScoreAdjustment($"it was seen {Durations.InWords(seconds)} before", -options.KnownPoints) : null;
    }
}
