using System.Globalization;
using NetMl.Behaviours.Connections;
using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.Floods;

/// <summary>Finds hosts that very many others call at the same time: a distributed denial of service, or sudden fame.</summary>
/// <remarks>
/// O(m) for m connections towards the host. The finding's source is the host that is called, since the callers change.
/// Calls inside a network count only against a history: a resolver is called by all hosts every minute.
/// </remarks>
public sealed class FanIn(FanInOptions options) : IDetector
{
    private const double PointsWithoutHistory = 30;
    private const double MostlyServed = 0.5;

    /// <inheritdoc/>
    public string Name => BehaviourNames.FanIn;

    /// <inheritdoc/>
    public SeriesKind Kind => SeriesKind.Target;

    /// <inheritdoc/>
    public int FewestConnections => options.Sources;

    /// <inheritdoc/>
    public double MinimumScore => options.MinimumScore;

    /// <inheritdoc/>
    public Examination Examine(ConnectionSeries series, CancellationToken cancellationToken)
    {
        if (series.Host(series.Rows[0].Target).Scope == AddressScope.Group)
            return Examination.Nothing;
        var crowd = Crowd.Find(series, options);
        if (crowd.Last < 0)
            return Examination.Nothing;
        var (usual, windows) = Usual(series, crowd);
        var hasHistory = windows >= options.HistoryWindows;
        if (hasHistory && crowd.Most < options.TimesUsual * usual)
            return Examination.Nothing;

        var counts = Count(series, crowd);
        if (!hasHistory && counts.IsAllInside)
            return Examination.Nothing;
        var score = ThresholdScore.Of(crowd.Most, options.Sources) - (hasHistory || counts.FailedShare > MostlyServed ? 0 : PointsWithoutHistory);
        return score < options.MinimumScore ? Examination.Nothing : new Examination([Describe(series, crowd, counts, usual, score)]);
    }

    /// <summary>Median callers of the windows outside of the crowd, and how many windows those are.</summary>
    private (double Median, int Windows) Usual(ConnectionSeries series, Crowd crowd)
    {
        var callers = new Dictionary<long, HashSet<int>>();
        for (var i = 0; i < series.Rows.Length; i++)
        {
            if (i >= crowd.First && i <= crowd.Last)
                continue;
            var window = Times.Window(series.Rows[i].Start, options.Window);
            if (!callers.TryGetValue(window, out var known))
                callers[window] = known = [];
            known.Add(series.Rows[i].Source);
        }
        return (RobustStatistics.Median(callers.Values.Select(one => (double)one.Count)), callers.Count);
    }

    private static CrowdCounts Count(ConnectionSeries series, Crowd crowd)
    {
        var sources = new HashSet<int>();
        var ports = new Dictionary<(int Port, byte Protocol), int>();
        var failed = 0;
        var isAllInside = series.Host(series.Rows[0].Target).Scope == AddressScope.Private;
        for (var i = crowd.First; i <= crowd.Last; i++)
        {
            var row = series.Rows[i];
            sources.Add(row.Source);
            ports[(row.Port, row.Protocol)] = ports.GetValueOrDefault((row.Port, row.Protocol)) + 1;
            failed += row.Failed ? 1 : 0;
            isAllInside &= series.Host(row.Source).Scope == AddressScope.Private;
        }
        var (port, protocol) = ports.OrderByDescending(one => one.Value).ThenBy(one => one.Key).First().Key;
        return new CrowdCounts(sources.Count, port, protocol, failed / (double)(crowd.Last - crowd.First + 1), isAllInside);
    }

    private Candidate Describe(ConnectionSeries series, Crowd crowd, CrowdCounts counts, double usual, double score)
    {
        Connection first = series.Rows[crowd.First], last = series.Rows[crowd.Last];
        var flows = crowd.Last - crowd.First + 1;
        var host = series.Host(first.Target).Text;
        var evidence = new Dictionary<string, double>
        {
            ["most_sources_in_window"] = crowd.Most,
            ["window_seconds"] = options.Window.TotalSeconds,
            ["usual_sources_in_window"] = usual,
            ["sources"] = counts.Sources,
            ["port"] = counts.Port,
            ["failed_share"] = Math.Round(counts.FailedShare, 4),
            ["duration_seconds"] = Math.Round(Times.Seconds(first.Start, last.Start), 3),
        };
        var sentence = string.Create(CultureInfo.InvariantCulture,
            $"Up to {crowd.Most} hosts called {host} within {Durations.InWords(options.Window.TotalSeconds)}, most often on {Ports.InWords(counts.Port, counts.Protocol)}; usual are {Math.Round(usual)}.");
        return new Candidate(first.Target, -1, counts.Port, counts.Protocol, new Finding(Name, host, null, first.Start, last.Start, score, "T1498", evidence, sentence)
        {
            Flows = flows,
            Uids = RowUids.Of(series, [.. Enumerable.Range(crowd.First, flows)]),
        });
    }

    private readonly record struct CrowdCounts(int Sources, int Port, byte Protocol, double FailedShare, bool IsAllInside);

    /// <summary>Most different callers within one window, and the rows between which there were enough.</summary>
    private readonly record struct Crowd(int Most, int First, int Last)
    {
        public static Crowd Find(ConnectionSeries series, FanInOptions options)
        {
            var width = Times.Nanoseconds(options.Window);
            var inside = new Dictionary<int, int>();
            int begin = 0, most = 0, first = -1, last = -1;
            for (var end = 0; end < series.Rows.Length; end++)
            {
                var row = series.Rows[end];
                inside[row.Source] = inside.GetValueOrDefault(row.Source) + 1;
                for (; Times.Between(series.Rows[begin].Start, row.Start) >= width; begin++)
                {
                    if (--inside[series.Rows[begin].Source] == 0)
                        inside.Remove(series.Rows[begin].Source);
                }
                most = Math.Max(most, inside.Count);
                if (inside.Count < options.Sources)
                    continue;
                first = first < 0 ? begin : first;
                last = end;
            }
            return new Crowd(most, first, last);
        }
    }
}
