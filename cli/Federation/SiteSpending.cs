using NetMl.Contracts.Federation;
using NetMl.Federation.Privacy;
using NetMl.Federation.Rounds;

namespace NetMl.Cli.Federation;

/// <summary>What this site's part has cost in privacy by its own count, which needs no word of the server and outlives a restart.</summary>
/// <remarks>
/// A round tried again costs again where the sites themselves make the noise, anew each time: a server that lies could have opened both sums.
/// Rounds that went on without this site count, too, as in the plan.
/// </remarks>
internal sealed class SiteSpending(SiteState state, PlanParts parts)
{
    /// <summary>ε with this attempt's update; null without differential privacy.</summary>
    public double? After(SiteTask task)
    {
        if (!parts.IsPrivate)
            return null;
        var updates = state.LoadUpdates(task.Run).Append((task.Round, task.Attempt)).ToHashSet();
        var rounds = updates.Select(update => update.Round).ToHashSet();
        var again = parts.Privacy.Mode == PrivacyModes.Central ? 0 : updates.Count - rounds.Count;
        return parts.Terms.PlannedEpsilon(Purposes.NoisyRounds(parts.Plan) - (parts.Plan.Rounds - rounds.Max()) + again);
    }

    /// <summary>Notes that this site makes its update for an attempt, before any of it leaves.</summary>
    public void Add(SiteTask task)
    {
        var updates = state.LoadUpdates(task.Run);
        if (parts.IsPrivate && !updates.Contains((task.Round, task.Attempt)))
            state.SaveUpdates(task.Run, updates.Append((task.Round, task.Attempt)));
    }
}
