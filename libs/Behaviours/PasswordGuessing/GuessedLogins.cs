using System.Globalization;
using NetMl.Behaviours.Connections;
using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.PasswordGuessing;

/// <summary>Finds hosts that log in to SSH, FTP, RDP or SMB again and again for a moment, at one server or sprayed over many.</summary>
/// <remarks>
/// O(m log m) for m connections of the host. A guess is a session that took place (a refused one is part of a scan), was short and carried
/// little. A long session with the same server after the guesses adds 25 points: one of them was probably right.
/// Source: thresholds of Zeek's detect-bruteforcing scripts; we differ: flows alone do not tell a failed login, and the window slides.
/// </remarks>
public sealed class GuessedLogins(PasswordGuessingOptions options) : IDetector
{
    private const double PointsOfSuccess = 25;
    private readonly LoginService[] _services = LoginService.Of(options);

    /// <inheritdoc/>
    public string Name => BehaviourNames.PasswordGuessing;

    /// <inheritdoc/>
    public SeriesKind Kind => SeriesKind.Source;

    /// <inheritdoc/>
    public int FewestConnections => _services.Min(service => service.Sessions);

    /// <inheritdoc/>
    public double MinimumScore => options.MinimumScore;

    /// <inheritdoc/>
    public Examination Examine(ConnectionSeries series, CancellationToken cancellationToken)
    {
        var best = new SortedDictionary<int, Candidate>();
        foreach (var service in _services)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var guesses = Guesses(series, service);
            if (guesses.Count < service.Sessions)
                continue;
            var longSessions = LongSessions(series, service);
            var atOne = false;
            foreach (var server in guesses.GroupBy(guess => guess.Target).OrderBy(server => server.Key))
                atOne |= Keep(best, Examine(series, service, longSessions, [.. server], server.Key));
            if (!atOne && guesses.DistinctBy(guess => guess.Target).Count() >= options.SprayedHosts)
                Keep(best, Examine(series, service, longSessions, guesses, target: -1));
        }
        return best.Count == 0 ? Examination.Nothing : new Examination([.. best.Values]);
    }

    private bool Keep(SortedDictionary<int, Candidate> best, Candidate? candidate)
    {
        if (candidate is null || candidate.Finding.Score < options.MinimumScore)
            return candidate is not null;
        if (!best.TryGetValue(candidate.Target, out var known) || known.Finding.Score < candidate.Finding.Score)
            best[candidate.Target] = candidate;
        return true;
    }

    private List<Guess> Guesses(ConnectionSeries series, LoginService service)
    {
        var guesses = new List<Guess>();
        for (var i = 0; i < series.Rows.Length; i++)
        {
            var row = series.Rows[i];
            if (service.Serves(row) && IsShort(row) && Direction.IsBetweenHosts(series, row))
                guesses.Add(new Guess(i, row.Start, row.Target));
        }
        return guesses;
    }

    private bool IsShort(Connection row) =>
        !row.Failed && row.SourceBytes > 0 && row.SourceBytes <= options.MostBytesOfShort && row.TargetBytes != 0
        && (row.Duration < 0 || (ulong)row.Duration <= Times.Nanoseconds(options.LongestShort));

    private Candidate? Examine(ConnectionSeries series, LoginService service, Dictionary<int, List<int>> longSessions, IReadOnlyList<Guess> guesses, int target)
    {
        var width = Times.Nanoseconds(service.Window);
        int begin = 0, most = 0, first = -1, last = -1;
        for (var end = 0; end < guesses.Count; end++)
        {
            while (Times.Between(guesses[begin].Start, guesses[end].Start) >= width)
                begin++;
            most = Math.Max(most, end - begin + 1);
            if (end - begin + 1 < service.Sessions)
                continue;
            first = first < 0 ? begin : first;
            last = end;
        }
        return first < 0 ? null : Describe(series, service, longSessions, [.. guesses.Skip(first).Take(last - first + 1)], target, most);
    }

    /// <summary>Rows of the sessions with each server that a right password may have opened, ascending.</summary>
    private Dictionary<int, List<int>> LongSessions(ConnectionSeries series, LoginService service)
    {
        var rowsOf = new Dictionary<int, List<int>>();
        for (var i = 0; i < series.Rows.Length; i++)
        {
            var row = series.Rows[i];
            if (!service.Serves(row) || row.Failed || row.Duration <= 0 || (ulong)row.Duration < Times.Nanoseconds(options.ShortestSuccess)
                || row.TargetBytes <= 0 || row.SourceBytes <= options.MostBytesOfShort)
                continue;
            if (!rowsOf.TryGetValue(row.Target, out var rows))
                rowsOf[row.Target] = rows = [];
            rows.Add(i);
        }
        return rowsOf;
    }

    /// <summary>The first long session with a guessed server after enough guesses.</summary>
    private static int? Success(Dictionary<int, List<int>> longSessions, LoginService service, IReadOnlyList<Guess> guesses)
    {
        var from = guesses[Math.Min(guesses.Count, service.Sessions) - 1].Row;
        int? first = null;
        foreach (var server in guesses.Select(guess => guess.Target).Distinct())
        {
            if (!longSessions.TryGetValue(server, out var rows))
                continue;
            var place = rows.BinarySearch(from);
            place = place < 0 ? ~place : place;
            if (place < rows.Count && (first is null || rows[place] < first))
                first = rows[place];
        }
        return first;
    }

    private Candidate Describe(ConnectionSeries series, LoginService service, Dictionary<int, List<int>> longSessions, IReadOnlyList<Guess> guesses, int target, int most)
    {
        Connection first = series.Rows[guesses[0].Row], last = series.Rows[guesses[^1].Row];
        var success = Success(longSessions, service, guesses);
        var hosts = guesses.DistinctBy(guess => guess.Target).Count();
        var evidence = new Dictionary<string, double>
        {
            ["short_sessions"] = guesses.Count,
            ["most_short_sessions_in_window"] = most,
            ["window_seconds"] = service.Window.TotalSeconds,
            ["hosts"] = hosts,
            ["port"] = first.Port,
            ["duration_seconds"] = Math.Round(Times.Seconds(first.Start, last.Start), 3),
        };
        var score = ThresholdScore.Of(most, service.Sessions);
        var adjustments = new List<ScoreAdjustment>();
        var ending = "none of them led to a long session";
        if (success is { } row)
        {
            var seconds = series.Rows[row].Duration / 1e9;
            evidence["long_session_seconds"] = Math.Round(seconds, 3);
            ending = $"a session of {Durations.InWords(seconds)} followed, so one probably was right";
            score += PointsOfSuccess;
            last = series.Rows[Math.Max(row, guesses[^1].Row)];
        }
        else if (series.Host(first.Source).Scope == AddressScope.Public)
        {
            adjustments.Add(new ScoreAdjustment("guessing from the Internet is common", -options.PointsFromOutside));
        }

        var source = series.Host(first.Source).Text;
        var whom = target >= 0 ? series.Host(target).Text : string.Create(CultureInfo.InvariantCulture, $"{hosts} hosts");
        var sentence = string.Create(CultureInfo.InvariantCulture,
            $"{source} opened {guesses.Count} short {service.Name} sessions with {whom} within {Durations.InWords(Times.Seconds(first.Start, series.Rows[guesses[^1].Row].Start))}; {ending}.");
        int[] rows = success is { } session ? [.. guesses.Select(guess => guess.Row).Append(session).Distinct().Order()] : [.. guesses.Select(guess => guess.Row)];
        var finding = new Finding(Name, source, target >= 0 ? whom : null, first.Start, last.Start,
            Math.Clamp(score + adjustments.Sum(one => one.Points), 0, 100), "T1110", evidence, sentence)
        {
            Flows = rows.Length,
            Uids = RowUids.Of(series, rows),
            Adjustments = adjustments,
        };
        return new Candidate(first.Source, target, first.Port, first.Protocol, finding);
    }

    /// <summary>One short session: its row, start and server.</summary>
    private readonly record struct Guess(int Row, long Start, int Target);
}
