using System.Globalization;
using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.Adjustments;

/// <summary>What most hosts call is rarely one attacker's: updates, mail and monitoring are even and long too.</summary>
internal static class Prevalence
{
    /// <summary>Null = not common.</summary>
    public static ScoreAdjustment? Of(Candidate candidate, INetworkFacts network, AdjustmentOptions options)
    {
        if (candidate.Target < 0 || !CallsHome.Is(candidate.Finding.Behaviour))
            return null;
        // Hosts that only call each other are no part of those that call out.
        int callers = network.Callers(candidate.Target), hosts = Math.Max(callers, network.Insiders);
        return callers >= options.CommonCallers && callers >= options.CommonShare * hosts
            ? new ScoreAdjustment(string.Create(CultureInfo.InvariantCulture, $"{callers} of {hosts} hosts call it"), -options.CommonPoints) : null;
    }
}
