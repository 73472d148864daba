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
        if (ScanBursts.Find(connections, pair, PortOf, options.Window, options.Ports) is not { } bursts)
            return null;
        var ports = bursts.Distinct(connections, PortOf).Count;
        var score = ScanScore.Of(ports, options.Ports, bursts.Failed.Count, bursts.Attempts);
        return score < options.MinimumScore ? null : Describe(connections, bursts, ports, score);
    }

    private static int PortOf(Connection connection) => connection.Port;

    private static Finding Describe(ConnectionTable connections, ScanBursts bursts, int ports, double score)
    {
        Connection first = connections.Rows[bursts.Failed[0]], last = connections.Rows[bursts.Failed[^1]];
        string source = connections.Hosts[first.Source].Text, target = connections.Hosts[first.Target].Text;
        var seconds = (last.Start - first.Start) / 1e9;
        var evidence = new Dictionary<string, double>
        {
            ["ports"] = ports,
            ["most_ports_in_window"] = bursts.Most,
            ["bursts"] = bursts.Count,
            ["failed_attempts"] = bursts.Failed.Count,
            ["attempts"] = bursts.Attempts,
            ["failed_share"] = Math.Round(bursts.Failed.Count / (double)bursts.Attempts, 4),
            ["duration_seconds"] = Math.Round(seconds, 3),
        };
        var sentence = string.Create(CultureInfo.InvariantCulture,
            $"{source} tried {ports} ports of {target} within {Durations.InWords(seconds)}; {bursts.Failed.Count} of {bursts.Attempts} attempts failed.");
        return new Finding(BehaviourNames.PortScan, source, target, first.Start, last.Start, score, "T1046", evidence, sentence);
    }
}
