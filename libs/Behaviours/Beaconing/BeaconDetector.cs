using System.Globalization;
using MathNet.Numerics.Statistics;
using NetMl.Behaviours.Connections;
using NetMl.Behaviours.Detection;
using NetMl.Flows;

namespace NetMl.Behaviours.Beaconing;

/// <summary>Finds hosts that call another host again and again at even intervals, as malware calls its controller.</summary>
/// <remarks>
/// O(k log k) for the k calls of a pair, all ports together, and O(log k) again whenever the data set's time grows. Left out: calls to groups
/// (multicast, broadcast), calls from outside to inside, and, unless asked for, pairs of private addresses. The finding's score is
/// 100 × <see cref="BeaconScore.Total"/>, or that of a period found beyond chance (<see cref="Periodicity"/>) when it is higher, except that calls
/// on UDP port 123 (NTP), which every clock makes at even intervals, count half.
/// </remarks>
public sealed class BeaconDetector(BeaconOptions options) : IDetector
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int TimePort = 123;
    private const double CallsOfLongLife = 100;

    /// <inheritdoc/>
    public string Name => BehaviourNames.Beacon;

    /// <inheritdoc/>
    public SeriesKind Kind => SeriesKind.Pair;

    /// <inheritdoc/>
    public int FewestConnections => options.MinimumConnections;

    /// <inheritdoc/>
    public double MinimumScore => options.MinimumScore;

    /// <inheritdoc/>
    public Examination Examine(ConnectionSeries series, CancellationToken cancellationToken)
    {
        if (!MayBeOutward(series))
            return Examination.Nothing;
        var calls = Calls(series.Rows);
        long[] seconds = new long[calls.Count], bytes = new long[calls.Count];
        for (var i = 0; i < seconds.Length; i++)
        {
            seconds[i] = FloorSeconds(series.Rows[calls[i]].Start);
            bytes[i] = Math.Max(0, series.Rows[calls[i]].SourceBytes);
        }

        var intervals = BeaconScore.SortedIntervals(seconds);
        if (intervals.Length + 1 < options.MinimumConnections || BeaconScore.Evenness(seconds, bytes) is not { } even)
            return Examination.Nothing;
        var period = PeriodOf(series.Rows, calls);
        if (period is null && 100 * even.Highest(seconds.Length) < options.MinimumScore)
            return Examination.Nothing;
        return new Examination([Describe(series, calls, seconds, even, SortedArrayStatistics.Median(intervals), period)]);
    }

    /// <inheritdoc/>
    public IEnumerable<Candidate> Conclude(IReadOnlyList<Candidate> candidates, INetworkFacts network)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(network);
        long first = FloorSeconds(network.First), last = FloorSeconds(network.Last);
        foreach (var candidate in candidates.OfType<BeaconCandidate>())
        {
            if (last > first && network.IsOutward(candidate.Source, candidate.Target, options.IncludeInternalPairs)
                && Score(candidate, candidate.Even.Within(candidate.Seconds, first, last), network) is { } scored)
                yield return scored;
        }
    }

    /// <summary>Null = not periodic beyond chance.</summary>
    private Periodicity? PeriodOf(ReadOnlySpan<Connection> rows, List<int> calls)
    {
        if (calls.Count < options.PeriodicConnections)
            return null;
        var starts = new long[calls.Count];
        for (var i = 0; i < starts.Length; i++)
            starts[i] = rows[calls[i]].Start;
        return Periodicity.Of(starts, options.PeriodicConnections) is { } period && period.PValue <= options.Significance && period.Strength >= options.LeastStrength ? period : null;
    }

    private static long FloorSeconds(long nanoseconds) => nanoseconds / NanosecondsPerSecond;

    private bool MayBeOutward(ConnectionSeries series)
    {
        var (source, target) = (series.Host(series.Rows[0].Source).Scope, series.Host(series.Rows[0].Target).Scope);
        return source != AddressScope.Group && target != AddressScope.Group && (target != AddressScope.Private || options.IncludeInternalPairs);
    }

    private static List<int> Calls(ReadOnlySpan<Connection> rows)
    {
        var calls = new List<int>(rows.Length);
        for (var row = 0; row < rows.Length; row++)
        {
            if (!ErrorReports.Is(rows[row]))
                calls.Add(row);
        }
        return calls;
    }

    private static BeaconCandidate Describe(ConnectionSeries series, List<int> calls, long[] seconds, BeaconScore even, double medianSeconds, Periodicity? period)
    {
        Connection first = series.Rows[calls[0]], last = series.Rows[calls[^1]];
        var port = CommonestPort(series.Rows, calls);
        string source = series.Host(first.Source).Text, target = series.Host(first.Target).Text;
        var sentence = string.Create(CultureInfo.InvariantCulture,
            $"{source} called {target} {calls.Count} times, about every {Durations.InWords(period?.PeriodSeconds ?? medianSeconds)}, most often on {Ports.InWords(port, first.Protocol)}.");
        var finding = new Finding(BehaviourNames.Beacon, source, target, first.Start, last.Start, 0, "T1071", new Dictionary<string, double>(), sentence)
        {
            Uids = RowUids.Of(series, calls),
            Flows = calls.Count,
        };
        return new BeaconCandidate(first.Source, first.Target, port, first.Protocol, finding, seconds, even, medianSeconds, period);
    }

    private Candidate? Score(BeaconCandidate candidate, BeaconScore score, INetworkFacts network)
    {
        var isClock = candidate is { Port: TimePort, Protocol: IpProtocol.Udp };
        var whole = 100 * Math.Max(score.Total, PeriodicScore(candidate.Period, score));
        var points = Math.Round(isClock ? whole / 2 : whole, 1);
        if (points < options.MinimumScore)
            return null;
        int callers = network.Callers(candidate.Target), insiders = Math.Max(callers, network.Insiders);
        var evidence = new Dictionary<string, double>
        {
            ["connections"] = candidate.Seconds.Length,
            ["median_interval_seconds"] = candidate.MedianSeconds,
            ["port"] = candidate.Port,
            ["callers_of_target"] = callers,
            ["prevalence"] = Math.Round(callers / (double)Math.Max(1, insiders), 4),
            ["beacon_score"] = score.Total,
            ["interval_score"] = score.Intervals,
            ["size_score"] = score.Sizes,
            ["duration_score"] = score.Duration,
            ["histogram_score"] = score.Histogram,
        };
        if (candidate.Period is { } period)
        {
            evidence["period_seconds"] = Math.Round(period.PeriodSeconds, 3);
            evidence["period_strength"] = Math.Round(period.Strength, 3);
            evidence["period_chance"] = period.PValue;
            evidence["jitter_share"] = Math.Round(period.Jitter, 3);
        }
        ScoreAdjustment[] adjustments = isClock ? [new("clocks call at even times, which counts half", -Math.Round(whole - points, 1))] : [];
        return candidate with { Finding = candidate.Finding with { Score = points, Evidence = evidence, Adjustments = adjustments } };
    }

    /// <summary>
    /// Quarters for being sure of the period, its strength, even sizes, and duration or number of calls: the formula asks for calls all through the
    /// data set, which a beacon that began yesterday does not have, and jitter and missed calls make its histogram uneven.
    /// </summary>
    private static double PeriodicScore(Periodicity? period, BeaconScore score) =>
        period is null ? 0 : BeaconStatistics.Round3(0.25 + 0.25 * period.Strength + 0.25 * score.Sizes + 0.25 * Math.Max(score.Duration, Math.Min(1, period.Calls / CallsOfLongLife)));

    private static int CommonestPort(ReadOnlySpan<Connection> rows, List<int> calls)
    {
        var counts = new Dictionary<int, int>();
        foreach (var row in calls)
            counts[rows[row].Port] = counts.GetValueOrDefault(rows[row].Port) + 1;
        return counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key).First().Key;
    }
}
