using System.Globalization;
using NetMl.Behaviours.Connections;
using NetMl.Behaviours.Detection;
using NetMl.Flows;

namespace NetMl.Behaviours.Floods;

/// <summary>Finds hosts that send one port of another more than it can serve: too many connections, too many kept open, or packets without answer.</summary>
/// <remarks>O(m log m) for m connections of the pair. A pair that is always busy must exceed its own median; see <see cref="FloodOptions"/>.</remarks>
public sealed class Flood(FloodOptions options) : IDetector
{
    private const int Resolver = 53;

    /// <summary>A target that answered less than this is starved, in bytes per connection.</summary>
    private const double StarvedBytes = 1000;

    /// <inheritdoc/>
    public string Name => BehaviourNames.Flood;

    /// <inheritdoc/>
    public SeriesKind Kind => SeriesKind.Pair;

    /// <inheritdoc/>
    public int FewestConnections => 1;

    /// <inheritdoc/>
    public double MinimumScore => options.MinimumScore;

    /// <inheritdoc/>
    public Examination Examine(ConnectionSeries series, CancellationToken cancellationToken)
    {
        if (!Direction.IsBetweenHosts(series, series.Rows[0]))
            return Examination.Nothing;
        Candidate? worst = Unanswered(series);
        if (series.Rows.Length >= Math.Min(options.Connections, options.OpenAtOnce))
        {
            foreach (var port in ByPort(series))
            {
                cancellationToken.ThrowIfCancellationRequested();
                worst = Worse(worst, Many(series, port));
                worst = Worse(worst, Slow(series, port));
            }
        }
        return worst is null || worst.Finding.Score < options.MinimumScore ? Examination.Nothing : new Examination([worst]);
    }

    private static Candidate? Worse(Candidate? one, Candidate? other) =>
        one is null || (other is not null && other.Finding.Score > one.Finding.Score) ? other : one;

    private IEnumerable<PortTraffic> ByPort(ConnectionSeries series)
    {
        var ports = new SortedDictionary<int, PortTraffic>();
        for (var i = 0; i < series.Rows.Length; i++)
        {
            var connection = series.Rows[i];
            var key = (connection.Port << 8) | connection.Protocol;
            if (!ports.TryGetValue(key, out var traffic))
                ports[key] = traffic = new PortTraffic();
            traffic.Add(connection, i);
        }
        return ports.Values.Where(traffic => traffic.Rows.Count >= Math.Min(options.Connections, options.OpenAtOnce));
    }

    private Candidate? Many(ConnectionSeries series, PortTraffic port)
    {
        var threshold = port.Rows[0].Port == Resolver ? options.Connections * options.ResolverFactor : options.Connections;
        var peak = port.Peak(options.Window, threshold);
        if (peak.First < 0)
            return null;
        var (usual, windows) = port.Usual(options.Window);
        if (windows * options.Window >= options.History && peak.Most < options.TimesUsual * usual)
            return null;
        var evidence = new Dictionary<string, double>
        {
            ["most_connections_in_window"] = peak.Most,
            ["window_seconds"] = options.Window.TotalSeconds,
            ["usual_connections_in_window"] = usual,
        };
        return Describe(series, port, peak, ThresholdScore.Of(peak.Most, threshold), evidence,
            string.Create(CultureInfo.InvariantCulture, $"opened up to {peak.Most} connections in {Durations.InWords(options.Window.TotalSeconds)} to"));
    }

    private Candidate? Slow(ConnectionSeries series, PortTraffic port)
    {
        var open = port.MostOpen(options.SlowWindow, options.OpenAtOnce);
        if (open.First < 0 || RobustStatistics.Median(port.Rows.Skip(open.First).Take(open.Last - open.First + 1).Select(row => (double)row.TargetBytes)) > StarvedBytes)
            return null;
        var evidence = new Dictionary<string, double> { ["most_open_at_once"] = open.Most };
        return Describe(series, port, open, ThresholdScore.Of(open.Most, options.OpenAtOnce), evidence,
            string.Create(CultureInfo.InvariantCulture, $"kept up to {open.Most} hardly used connections open at once to"));
    }

    private Candidate Describe(ConnectionSeries series, PortTraffic port, Stretch stretch, double score, Dictionary<string, double> evidence, string deed)
    {
        Connection first = port.Rows[stretch.First], last = port.Rows[stretch.Last];
        var flows = stretch.Last - stretch.First + 1;
        var seconds = Times.Seconds(first.Start, last.Start);
        evidence["port"] = first.Port;
        evidence["connections"] = flows;
        evidence["failed_share"] = Math.Round(port.Rows.Skip(stretch.First).Take(flows).Count(row => row.Failed) / (double)flows, 4);
        evidence["duration_seconds"] = Math.Round(seconds, 3);
        string source = series.Host(first.Source).Text, target = series.Host(first.Target).Text;
        var sentence = string.Create(CultureInfo.InvariantCulture, $"{source} {deed} {Ports.InWords(first.Port, first.Protocol)} of {target}, {flows} in all within {Durations.InWords(seconds)}.");
        return new Candidate(first.Source, first.Target, first.Port, first.Protocol,
            new Finding(Name, source, target, first.Start, last.Start, score, first.Port < 0 ? "T1498" : "T1499", evidence, sentence)
            {
                Flows = flows,
                Uids = RowUids.Of(series, [.. port.Places.Skip(stretch.First).Take(flows)]),
            });
    }

    /// <summary>How many times the threshold the packets or bytes per second of a connection are that the target left unanswered; 0 = too few, or answered.</summary>
    private double UnansweredExcess(Connection connection)
    {
        var fewest = connection.Protocol == IpProtocol.Tcp ? options.UnansweredTcpPackets : options.UnansweredPackets;
        if (connection.TargetPackets < 0 || connection.SourcePackets < fewest || connection.TargetPackets > connection.SourcePackets / 100)
            return 0;
        var seconds = Math.Max(1, connection.Duration / 1e9);
        return Math.Max(connection.SourcePackets / seconds / options.UnansweredPacketsPerSecond, connection.SourceBytes / seconds / options.UnansweredBytesPerSecond);
    }

    /// <summary>The worst of the connections that the target left unanswered.</summary>
    private Candidate? Unanswered(ConnectionSeries series)
    {
        var rows = new List<int>();
        double most = 0;
        var worst = -1;
        for (var i = 0; i < series.Rows.Length; i++)
        {
            var connection = series.Rows[i];
            var excess = UnansweredExcess(connection);
            if (excess < 1)
                continue;
            rows.Add(i);
            if (excess > most)
                (most, worst) = (excess, i);
        }
        if (worst < 0)
            return null;

        Connection peak = series.Rows[worst], first = series.Rows[rows[0]], last = series.Rows[rows[^1]];
        string source = series.Host(peak.Source).Text, target = series.Host(peak.Target).Text;
        double seconds = Math.Max(1, peak.Duration / 1e9), packetsPerSecond = peak.SourcePackets / seconds;
        var evidence = new Dictionary<string, double>
        {
            ["packets_per_second"] = Math.Round(packetsPerSecond, 1),
            ["bytes_per_second"] = Math.Round(peak.SourceBytes / seconds, 1),
            ["packets"] = peak.SourcePackets,
            ["answered_packets"] = peak.TargetPackets,
            ["source_bytes"] = peak.SourceBytes,
            ["port"] = peak.Port,
            ["connections"] = rows.Count,
        };
        var sentence = string.Create(CultureInfo.InvariantCulture,
            $"{source} sent {target} {peak.SourcePackets} packets on {Ports.InWords(peak.Port, peak.Protocol)}, {Math.Round(packetsPerSecond)} a second, and {peak.TargetPackets} came back.");
        return new Candidate(peak.Source, peak.Target, peak.Port, peak.Protocol,
            new Finding(Name, source, target, first.Start, last.Start, ThresholdScore.Of(most, 1), "T1498", evidence, sentence) { Flows = rows.Count, Uids = RowUids.Of(series, rows) });
    }
}
