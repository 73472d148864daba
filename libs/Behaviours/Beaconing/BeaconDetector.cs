using System.Globalization;
using NetMl.Behaviours.Connections;

namespace NetMl.Behaviours.Beaconing;

/// <summary>Finds hosts that call another host again and again at even intervals, as malware calls its controller.</summary>
/// <remarks>
/// O(m log m). Pairs of hosts, all ports together. Left out: calls to groups (multicast, broadcast), calls from outside to a private
/// address, and, unless asked for, pairs of private addresses. Even calls also come from time servers, updates and monitoring: the
/// evidence carries the port and how many hosts call the same target.
/// </remarks>
public sealed class BeaconDetector(BeaconOptions options) : IBehaviourDetector
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <inheritdoc/>
    public string Name => BehaviourNames.Beacon;

    /// <inheritdoc/>
    public IReadOnlyList<Finding> Detect(ConnectionTable connections, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connections);
        var rows = connections.Rows;
        if (rows.IsEmpty)
            return [];
        long first = rows[0].Start / NanosecondsPerSecond, last = rows[^1].Start / NanosecondsPerSecond;
        var callers = CallersOf(connections);
        var findings = new List<Finding>();
        foreach (var pair in ConnectionGroups.Of(connections, IsCandidate, connection => ((long)connection.Source << 32) | (uint)connection.Target))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Examine(connections, pair, first, last, callers) is { } finding)
                findings.Add(finding);
        }
        return findings;
    }

    private bool IsCandidate(ConnectionTable connections, Connection connection)
    {
        AddressScope source = connections.Hosts[connection.Source].Scope, target = connections.Hosts[connection.Target].Scope;
        if (source == AddressScope.Group || target == AddressScope.Group || connection.Source == connection.Target)
            return false;
        return target == AddressScope.Public || (source == AddressScope.Private && options.IncludeInternalPairs);
    }

    private Finding? Examine(ConnectionTable connections, ReadOnlySpan<int> pair, long first, long last, int[] callers)
    {
        if (pair.Length < options.MinimumConnections)
            return null;
        var rows = connections.Rows;
        long[] seconds = new long[pair.Length], bytes = new long[pair.Length];
        for (var i = 0; i < pair.Length; i++)
        {
            seconds[i] = rows[pair[i]].Start / NanosecondsPerSecond;
            bytes[i] = Math.Max(0, rows[pair[i]].SourceBytes);
        }

        var intervals = BeaconScore.SortedIntervals(seconds);
        if (intervals.Length + 1 < options.MinimumConnections || BeaconScore.Compute(seconds, bytes, first, last) is not { } score)
            return null;
        return 100 * score.Total < options.MinimumScore ? null : Describe(connections, pair, score, intervals[intervals.Length / 2], callers);
    }

    private static Finding Describe(ConnectionTable connections, ReadOnlySpan<int> pair, BeaconScore score, double medianSeconds, int[] callers)
    {
        Connection first = connections.Rows[pair[0]], last = connections.Rows[pair[^1]];
        string source = connections.Hosts[first.Source].Text, target = connections.Hosts[first.Target].Text;
        var port = CommonestPort(connections, pair);
        var evidence = new Dictionary<string, double>
        {
            ["connections"] = pair.Length,
            ["median_interval_seconds"] = medianSeconds,
            ["port"] = port,
            ["callers_of_target"] = callers[first.Target],
            ["beacon_score"] = score.Total,
            ["interval_score"] = score.Intervals,
            ["size_score"] = score.Sizes,
            ["duration_score"] = score.Duration,
            ["histogram_score"] = score.Histogram,
        };
        var sentence = string.Create(CultureInfo.InvariantCulture,
            $"{source} called {target} {pair.Length} times, about every {Durations.InWords(medianSeconds)}, most often on {Ports.InWords(port, first.Protocol)}.");
        return new Finding(BehaviourNames.Beacon, source, target, first.Start, last.Start, Math.Round(100 * score.Total, 1), "T1071", evidence, sentence);
    }

    private static int CommonestPort(ConnectionTable connections, ReadOnlySpan<int> pair)
    {
        var counts = new Dictionary<int, int>();
        foreach (var row in pair)
        {
            var port = connections.Rows[row].Port;
            counts[port] = counts.GetValueOrDefault(port) + 1;
        }
        return counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key).First().Key;
    }

    /// <summary>[hosts]: different sources that called each host.</summary>
    private static int[] CallersOf(ConnectionTable connections)
    {
        var callers = new int[connections.Hosts.Count];
        foreach (var pair in ConnectionGroups.Of(connections, (_, _) => true, connection => ((long)connection.Source << 32) | (uint)connection.Target))
            callers[connections.Rows[pair[0]].Target]++;
        return callers;
    }
}
