using System.Globalization;
using NetMl.Behaviours.Connections;
using NetMl.Flows;

namespace NetMl.Behaviours.Beaconing;

/// <summary>Finds hosts that call another host again and again at even intervals, as malware calls its controller.</summary>
/// <remarks>
/// O(m log m). Pairs of hosts, all ports together. Left out: calls to groups (multicast, broadcast), calls from outside to inside,
/// and, unless asked for, pairs of private addresses. Even calls also come from time servers, updates and monitoring: the
/// evidence carries the port and how many hosts call the same target. We differ from RITA in one point: calls on UDP port 123 (NTP), which
/// every clock makes at even intervals, count half.
/// </remarks>
public sealed class BeaconDetector(BeaconOptions options) : IBehaviourDetector
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int TimePort = 123;

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
        var (callers, peers) = CountPeers(connections);
        var findings = new List<Finding>();
        foreach (var pair in ConnectionGroups.Of(connections, (table, connection) => IsCandidate(table, peers, connection), PairOf))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Examine(connections, pair, first, last, callers) is { } finding)
                findings.Add(finding);
        }
        return findings;
    }

    /// <summary>A call from inside to outside. Which of two public hosts is inside, the peers tell: a capture sees all calls of the hosts inside, and few of those outside.</summary>
    private bool IsCandidate(ConnectionTable connections, int[] peers, Connection connection)
    {
        AddressScope source = connections.Hosts[connection.Source].Scope, target = connections.Hosts[connection.Target].Scope;
        if (source == AddressScope.Group || target == AddressScope.Group || connection.Source == connection.Target || IsReport(connection))
            return false;
        return (source, target) switch
        {
            (AddressScope.Private, AddressScope.Private) => options.IncludeInternalPairs,
            (AddressScope.Private, _) => true,
            (_, AddressScope.Private) => false,
            _ => peers[connection.Source] >= peers[connection.Target],
        };
    }

    /// <summary>ICMP keeps its code where others keep the port; an echo has code 0, "port unreachable" and its like, which answer something, do not.</summary>
    private static bool IsReport(Connection connection) => connection is { Protocol: IpProtocol.Icmp or IpProtocol.IcmpV6, Port: > 0 };

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
        var port = CommonestPort(connections, pair);
        var setsClock = port == TimePort && rows[pair[0]].Protocol == IpProtocol.Udp;
        var points = Math.Round((setsClock ? 50 : 100) * score.Total, 1);
        return points < options.MinimumScore ? null : Describe(connections, pair, score, points, port, intervals[intervals.Length / 2], callers);
    }

    private static Finding Describe(ConnectionTable connections, ReadOnlySpan<int> pair, BeaconScore score, double points, int port, double medianSeconds, int[] callers)
    {
        Connection first = connections.Rows[pair[0]], last = connections.Rows[pair[^1]];
        string source = connections.Hosts[first.Source].Text, target = connections.Hosts[first.Target].Text;
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
        return new Finding(BehaviourNames.Beacon, source, target, first.Start, last.Start, points, "T1071", evidence, sentence);
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

    /// <summary>[hosts]: different sources that called each host, and different hosts in either direction (a pair that calls both ways counts twice).</summary>
    private static (int[] Callers, int[] Peers) CountPeers(ConnectionTable connections)
    {
        int[] callers = new int[connections.Hosts.Count], peers = new int[connections.Hosts.Count];
        foreach (var pair in ConnectionGroups.Of(connections, (_, _) => true, PairOf))
        {
            var call = connections.Rows[pair[0]];
            callers[call.Target]++;
            peers[call.Target]++;
            peers[call.Source]++;
        }
        return (callers, peers);
    }

    private static long PairOf(Connection connection) => ((long)connection.Source << 32) | (uint)connection.Target;
}
