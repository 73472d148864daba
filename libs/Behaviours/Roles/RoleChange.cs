using System.Globalization;
using NetMl.Behaviours.Connections;
using NetMl.Behaviours.Detection;
using NetMl.Flows;

namespace NetMl.Behaviours.Roles;

/// <summary>Finds hosts that suddenly do much more of something than in all their past: a client that serves, a server that calls out.</summary>
/// <remarks>
/// O(m + w) for m connections of the host in w windows; the past is that of at most 1,000 windows (six weeks of hours). Features: hosts called inside and outside, ports called, callers answered, ports
/// served, bytes sent. T1078: a host that acts out of character may be used by somebody else. Public hosts count only when they call many others.
/// </remarks>
public sealed class RoleChange(RoleChangeOptions options) : IDetector
{
    private const double LeastSigma = 0.15; // log10: a factor of 1.4.
    private const int FewestCalledByPublicHost = 10;
    private const int MostHistoryWindows = 1000;

    /// <inheritdoc/>
    public string Name => BehaviourNames.RoleChange;

    /// <inheritdoc/>
    public SeriesKind Kind => SeriesKind.Host;

    /// <inheritdoc/>
    public int FewestConnections => options.HistoryWindows + options.LastingWindows;

    /// <inheritdoc/>
    public double MinimumScore => options.MinimumScore;

    /// <inheritdoc/>
    public Examination Examine(ConnectionSeries series, CancellationToken cancellationToken)
    {
        var host = SeriesHost.Of(series);
        if (host < 0 || !IsOfInterest(series, host))
            return Examination.Nothing;
        var windows = RoleFeatures.Of(series, host, options.Window, cancellationToken);
        var past = new RolePast(windows, MostHistoryWindows);
        Change? run = null;
        for (var i = options.HistoryWindows; i < windows.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Windows of the change itself do not become its past.
            past.MoveTo(run?.First ?? i);
            if (Compare(past, windows[i]) is not { Count: > 0 } features)
            {
                run = null;
                continue;
            }
            run = run is { } known ? known with { Last = i, Features = Larger(known.Features, features) } : new Change(i, i, features);
            if (run.Last - run.First + 1 >= options.LastingWindows)
                return Report(series, host, windows, past, run with { Last = End(windows, past, run) });
        }
        return Examination.Nothing;
    }

    private static bool IsOfInterest(ConnectionSeries series, int host)
    {
        if (series.Host(host).Scope != AddressScope.Public)
            return series.Host(host).Scope == AddressScope.Private;
        var called = new HashSet<int>();
        foreach (var row in series.Rows)
        {
            if (row.Source == host && called.Add(row.Target) && called.Count == FewestCalledByPublicHost)
                return true;
        }
        return false;
    }

    /// <summary>Features that lie far above their past, with their deviations; empty when they are too few.</summary>
    private IReadOnlyDictionary<int, double> Compare(RolePast past, RoleFeatures now)
    {
        var changed = new SortedDictionary<int, double>();
        for (var feature = 0; feature < now.Values.Length; feature++)
        {
            var value = now.Values[feature];
            if (RoleFeatures.CountOf(value) < options.TimesLargest * Math.Max(1, RoleFeatures.CountOf(past.Largest(feature))))
                continue;
            var usual = past.Usual(feature);
            var deviations = RobustStatistics.Z(value, usual.Median, usual.Deviation, LeastSigma);
            if (deviations >= options.Deviations)
                changed[feature] = deviations;
        }
        return changed.Count >= options.Features ? changed : new SortedDictionary<int, double>();
    }

    private static IReadOnlyDictionary<int, double> Larger(IReadOnlyDictionary<int, double> one, IReadOnlyDictionary<int, double> other) =>
        one.Concat(other).GroupBy(feature => feature.Key).OrderBy(feature => feature.Key).ToDictionary(feature => feature.Key, feature => feature.Max(value => value.Value));

    /// <summary>Last window of the change: it ends with the first one that looks like the past again.</summary>
    private int End(List<RoleFeatures> windows, RolePast past, Change run)
    {
        var last = run.Last;
        while (last + 1 < windows.Count && Compare(past, windows[last + 1]).Count > 0)
            last++;
        return last;
    }

    private Examination Report(ConnectionSeries series, int host, List<RoleFeatures> windows, RolePast past, Change change)
    {
        var distance = change.Features.Values.Max() / options.Deviations;
        var score = Math.Round(Math.Min(100, 50 + 10 * (change.Features.Count - options.Features) + Math.Min(20, 10 * (distance - 1))), 1);
        if (score < options.MinimumScore)
            return Examination.Nothing;
        var evidence = new Dictionary<string, double>
        {
            ["history_windows"] = past.Count,
            ["changed_windows"] = change.Last - change.First + 1,
            ["window_seconds"] = options.Window.TotalSeconds,
        };
        var words = new List<string>();
        foreach (var (feature, deviations) in change.Features)
        {
            var usual = RoleFeatures.CountOf(past.Usual(feature).Median);
            var now = windows[change.First..(change.Last + 1)].Max(window => RoleFeatures.CountOf(window.Values[feature]));
            evidence[RoleFeatures.Names[feature]] = now;
            evidence["usual_" + RoleFeatures.Names[feature]] = usual;
            evidence["deviations_" + RoleFeatures.Names[feature]] = Math.Round(deviations, 2);
            words.Add(string.Create(CultureInfo.InvariantCulture, $"{now:0} {RoleFeatures.Words[feature]} (usual {usual:0})"));
        }
        int firstRow = windows[change.First].FirstRow, endRow = windows[change.Last].EndRow;
        Connection first = series.Rows[firstRow], last = series.Rows[endRow - 1];
        var source = series.Host(host).Text;
        var sentence = string.Create(CultureInfo.InvariantCulture,
            $"{source} does what it did not do in {past.Count} windows of {Durations.InWords(options.Window.TotalSeconds)} before: {string.Join(", ", words)} in one of them.");
        return new Examination([new Candidate(host, -1, -1, IpProtocol.Unknown, new Finding(Name, source, null, first.Start, last.Start, score, "T1078", evidence, sentence)
        {
            Flows = endRow - firstRow,
            Uids = RowUids.Of(series, [.. Enumerable.Range(firstRow, endRow - firstRow)]),
        })]);
    }

    /// <summary>Windows side by side, by their place in the list, and what changed in them.</summary>
    private sealed record Change(int First, int Last, IReadOnlyDictionary<int, double> Features);
}
