using System.Globalization;
using NetMl.Behaviours.Connections;

namespace NetMl.Behaviours.Scans;

/// <summary>Finds a source that fails to reach many ports of one host in a short time.</summary>
/// <remarks>O(m log m). Source: Zeek's scan.zeek; we differ: the window slides instead of starting anew every five minutes.</remarks>
public sealed class PortScan(ScanOptions options) : IBehaviourDetector
{
    /// <inheritdoc/>
    public string Name => BehaviourNames.PortScan;

    /// <inheritdoc/>
    public IReadOnlyList<Finding> Detect(ConnectionTable connections, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connections);
        var findings = new List<Finding>();
        foreach (var pair in ConnectionGroups.Of(connections, (_, connection) => ScanAttempts.Counts(connection, options), PairOf))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Examine(connections, pair) is { } finding)
                findings.Add(finding);
        }
        return findings;
    }

    private static long PairOf(Connection connection) => ((long)connection.Source << 32) | (uint)connection.Target;

    private Finding? Examine(ConnectionTable connections, ReadOnlySpan<int> pair)
    {
        var failed = ScanAttempts.Failed(connections, pair);
        if (SlidingDistinct.Find(connections, failed, connection => connection.Port, options.Window.Ticks * 100, options.Ports) is not { } burst)
            return null;

        ReadOnlySpan<int> scan = failed.AsSpan(burst.First..(burst.Last + 1));
        var attempts = ScanAttempts.Between(pair, scan[0], scan[^1]);
        var ports = ScanAttempts.Distinct(connections, scan, connection => connection.Port).Count;
        var score = ScanScore.Of(ports, options.Ports, scan.Length, attempts);
        if (score < options.MinimumScore)
            return null;
        return Describe(connections, scan, ports, attempts, burst.Most, score);
    }

    private static Finding Describe(ConnectionTable connections, ReadOnlySpan<int> scan, int ports, int attempts, int most, double score)
    {
        Connection first = connections.Rows[scan[0]], last = connections.Rows[scan[^1]];
        string source = connections.Hosts[first.Source].Text, target = connections.Hosts[first.Target].Text;
        var seconds = (last.Start - first.Start) / 1e9;
        var evidence = new Dictionary<string, double>
        {
            ["ports"] = ports,
            ["most_ports_in_window"] = most,
            ["failed_attempts"] = scan.Length,
            ["attempts"] = attempts,
            ["failed_share"] = Math.Round(scan.Length / (double)attempts, 4),
            ["duration_seconds"] = Math.Round(seconds, 3),
        };
        var sentence = string.Create(CultureInfo.InvariantCulture,
            $"{source} tried {ports} ports of {target} within {Durations.InWords(seconds)}; {scan.Length} of {attempts} attempts failed.");
        return new Finding(BehaviourNames.PortScan, source, target, first.Start, last.Start, score, "T1046", evidence, sentence);
    }
}
