using NetMl.Contracts.Federation;

namespace NetMl.Federation.Rounds;

/// <summary>How an attempt ends.</summary>
static class RoundEnding
{
    /// <summary>Attempts at a round that follow each other without a pause.</summary>
    private const int PatientAttempts = 3;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    /// <summary>With a result: the next round may begin.</summary>
    public static FederationState Closed(FederationState state, RoundOutcome outcome)
    {
        var round = RoundVectors.Running(state);
        return state with
        {
            Current = null,
            Round = state.Round + 1,
            Attempt = 1,
            NotBefore = null,
            Note = null,
            Clip = outcome.Clip,
            Vectors = outcome.Vectors.NamesAfter(state.Vectors),
            Rounds = [.. state.Rounds, outcome.Summary],
            Uploads = state.Parts.IsBuffered ? state.Uploads : [],
            Sites = [.. state.Sites.Select(site => SiteBook.Credit(site, round))],
        };
    }

    /// <summary>Without: another attempt begins, at once or after a pause.</summary>
    /// <param name="missing">Sites that owed something.</param>
    public static FederationState Failed(FederationState state, string reason, IReadOnlyList<string> missing, DateTimeOffset now)
    {
        if (state.Current is not { } round)
            return state;
        var pause = round.Attempt < PatientAttempts ? (TimeSpan?)null : Least(LongestPause, TimeSpan.FromSeconds(5 * Math.Pow(2, Math.Min(10, round.Attempt - PatientAttempts))));
        return PrivacySpending.GiveUp(state) with
        {
            State = pause is null ? state.State : FederationStates.Gathering,
            Current = null,
            Uploads = [],
            Attempt = round.Attempt + 1,
            NotBefore = now + pause,
            Note = $"Round {round.Round}, attempt {round.Attempt} was given up: {reason.TrimEnd('.')}.",
            Sites = [.. state.Sites.Select(site => missing.Contains(site.Site) ? site with { Dropped = site.Dropped + 1 } : site)],
        };
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
