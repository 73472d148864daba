using NetMl.Contracts.Federation;
using NetMl.Federation.Privacy;
using NetMl.Federation.Rounds;
using PrivacyModes = NetMl.Federation.Rounds.PrivacyModes;

namespace NetMl.Cli.Federation;

/// <summary>What this site's part has cost in privacy by its own count, which needs no word of the server and outlives a restart.</summary>
/// <remarks>
/// A round tried again costs again where the sites themselves make the noise, anew each time: a server that lies could have opened both sums.
/// Rounds that went on without this site count, too, as in the plan. A plan that draws sites by coins spends less for it;
/// but a server that asks this site more often than such coins do gets nothing off.
/// </remarks>
internal sealed class SiteSpending(SiteState state, FederationPlan plan)
{
    private readonly PlanParts _parts = new(plan);

    /// <summary>ε with this attempt's update; null without differential privacy.</summary>
    public double? After(SiteTask task)
    {
        if (!_parts.IsPrivate)
            return null;
        var updates = state.LoadUpdates(task.Run).Append((task.Round, task.Attempt)).ToHashSet();
        var rounds = updates.Select(update => update.Round).ToHashSet();
        var again = _parts.Privacy.Mode == PrivacyModes.Central ? 0 : updates.Count - rounds.Count;
        var elapsed = rounds.Max() - Purposes.FirstRound(plan) + 1;
        var isByCoin = rounds.Count <= MostByCoin(_parts.SamplingRate, elapsed);
        return PrivacyAccountant.Epsilon(isByCoin ? _parts.SamplingRate : 1, PrivacySpending.NoiseOf(plan), (isByCoin ? elapsed : rounds.Count) + again, _parts.Privacy.Delta);
    }

    /// <summary>Rounds of so many in which a coin of this chance takes a site: more come about less often than once in a million times.</summary>
    private static double MostByCoin(double chance, int rounds) => chance < 1 ? rounds * chance + 5 * Math.Sqrt(rounds * chance * (1 - chance)) + 3 : rounds;

    /// <summary>Notes that this site makes its update for an attempt, before any of it leaves.</summary>
    public void Add(SiteTask task)
    {
        var updates = state.LoadUpdates(task.Run);
        if (_parts.IsPrivate && !updates.Contains((task.Round, task.Attempt)))
            state.SaveUpdates(task.Run, updates.Append((task.Round, task.Attempt)));
    }
}
