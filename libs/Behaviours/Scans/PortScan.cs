using System.Globalization;
using NetMl.Behaviours.Connections;
using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.Scans;

/// <summary>Finds a source that fails to reach many ports of one host (a vertical scan), or of several (a block scan, one finding).</summary>
/// <remarks>
/// O(m log m) for m flows of the pair. Source: Zeek's scan.zeek; we differ: the window slides instead of starting anew every five minutes, and a
/// second, longer one finds slow scans.
/// </remarks>
public sealed class PortScan(ScanOptions options) : IDetector
{
    /// <inheritdoc/>
    public string Name => BehaviourNames.PortScan;

    /// <inheritdoc/>
    public SeriesKind Kind => SeriesKind.Pair;

    /// <inheritdoc/>
    public int FewestConnections => Math.Min(options.Ports, options.SlowPorts);

    /// <inheritdoc/>
    public double MinimumScore => options.MinimumScore;

    /// <inheritdoc/>
    public Examination Examine(ConnectionSeries series, CancellationToken cancellationToken)
    {
        int[] attempts = [.. ScanAttempts.Of(series.Rows, options, FewestConnections)];
        return Find(series.Rows, attempts, options) is { } bursts ? new Examination([Describe(series, bursts)]) : Examination.Nothing;
    }

    /// <inheritdoc/>
    public IEnumerable<Candidate> Conclude(IReadOnlyList<Candidate> candidates, INetworkFacts network)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        foreach (var source in candidates.OfType<PortScanCandidate>().GroupBy(candidate => candidate.Source))
        {
            if (source.Count() >= options.BlockHosts)
                yield return BlockScan.Join([.. source], options);
            else
            {
                foreach (var one in source)
                    yield return one;
            }
        }
    }

    /// <summary>The bursts of one source at one host; null when there are none, or they score too low.</summary>
    internal static ScanBursts? Find(ReadOnlySpan<Connection> rows, int[] attempts, ScanOptions options) =>
        ScanBursts.OfPorts(rows, attempts, options) is { } bursts && ScoreOf(bursts, bursts.Ports(rows).Count, options) >= options.MinimumScore ? bursts : null;

    private static double ScoreOf(ScanBursts bursts, int ports, ScanOptions options) =>
        ScanScore.Of(ports, bursts.IsSlow ? options.SlowPorts : options.Ports, bursts.Failed.Count, bursts.Attempts);

    private PortScanCandidate Describe(ConnectionSeries series, ScanBursts bursts)
    {
        Connection first = series.Rows[bursts.Failed[0]], last = series.Rows[bursts.Failed[^1]];
        string source = series.Host(first.Source).Text, target = series.Host(first.Target).Text;
        var (ports, seconds) = (bursts.Ports(series.Rows).Count, Times.Seconds(first.Start, last.Start));
        var evidence = new Dictionary<string, double> { ["ports"] = ports, ["most_ports_in_window"] = bursts.Most };
        ScanWords.Add(evidence, bursts.Count, bursts.Failed.Count, bursts.Attempts, seconds, bursts.IsSlow);
        var sentence = string.Create(CultureInfo.InvariantCulture,
            $"{source} {ScanWords.Tried(bursts.IsSlow)} {ports} ports of {target} within {Durations.InWords(seconds)}, a vertical scan; {ScanWords.Failed(bursts.Failed.Count, bursts.Attempts)}");
        var finding = new Finding(BehaviourNames.PortScan, source, target, first.Start, last.Start, ScoreOf(bursts, ports, options), "T1046", evidence, sentence)
        {
            Uids = RowUids.Of(series, bursts.Failed),
            Flows = bursts.Failed.Count,
        };
        return new PortScanCandidate(first.Source, first.Target, first.Protocol, finding, ports, bursts.Count, bursts.Attempts, bursts.IsSlow);
    }
}
