using System.Globalization;
using MathNet.Numerics.Statistics;
using NetMl.Behaviours.Connections;
using NetMl.Flows;

namespace NetMl.Behaviours.Beaconing;

/// <summary>Finds hosts that call another host again and again at even intervals, as malware calls its controller.</summary>
/// <remarks>
/// O(m log m). Pairs of hosts, all ports together. Left out: calls to groups (multicast, broadcast), calls from outside to inside,
/// and, unless asked for, pairs of private addresses. The finding's score is 100 × <see cref="BeaconScore.Total"/>, except that
/// calls on UDP port 123 (NTP), which every clock makes at even intervals, count half, and that a target which at least half of the
/// hosts call (10 or more) loses 15 points, as in RITA: updates, mail and monitoring are even too.
/// </remarks>
public sealed class BeaconDetector(BeaconOptions options) : IBehaviourDetector
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int TimePort = 123;
    private const double CommonPrevalence = 0.5;
    private const int FewestCommonCallers = 10;
    private const double CommonPoints = 15;

    /// <inheritdoc/>
    public string Name => BehaviourNames.Beacon;

    /// <inheritdoc/>
    public IReadOnlyList<Finding> Detect(ConnectionTable connections, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connections);
        var calls = new OutwardCalls(connections, options.IncludeInternalPairs);
        var findings = new List<Finding>();
        foreach (var pair in calls.Pairs())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (pair.Length >= options.MinimumConnections && Examine(connections, pair, calls) is { } finding)
                findings.Add(finding);
        }
        return findings;
    }

    private Finding? Examine(ConnectionTable connections, ReadOnlySpan<int> pair, OutwardCalls calls)
    {
        var rows = connections.Rows;
        long[] seconds = new long[pair.Length], bytes = new long[pair.Length];
        for (var i = 0; i < pair.Length; i++)
        {
            seconds[i] = rows[pair[i]].Start / NanosecondsPerSecond;
            bytes[i] = Math.Max(0, rows[pair[i]].SourceBytes);
        }

        var intervals = BeaconScore.SortedIntervals(seconds);
        long first = rows[0].Start / NanosecondsPerSecond, last = rows[^1].Start / NanosecondsPerSecond;
        if (intervals.Length + 1 < options.MinimumConnections || BeaconScore.Compute(seconds, bytes, first, last) is not { } score)
            return null;
        var call = new Call(rows[pair[0]], rows[pair[^1]], pair.Length, CommonestPort(connections, pair), SortedArrayStatistics.Median(intervals));
        var points = Points(call, score, calls);
        return points < options.MinimumScore ? null : Describe(connections, call, score, points, calls);
    }

    private static double Points(Call call, BeaconScore score, OutwardCalls calls)
    {
        var points = call is { Port: TimePort, First.Protocol: IpProtocol.Udp } ? 50 * score.Total : 100 * score.Total;
        return Math.Max(0, Math.Round(IsCommon(call, calls) ? points - CommonPoints : points, 1));
    }

    private static bool IsCommon(Call call, OutwardCalls calls) =>
        calls.Callers(call.First.Target) >= FewestCommonCallers && calls.Prevalence(call.First.Target) >= CommonPrevalence;

    private static Finding Describe(ConnectionTable connections, Call call, BeaconScore score, double points, OutwardCalls calls)
    {
        string source = connections.Hosts[call.First.Source].Text, target = connections.Hosts[call.First.Target].Text;
        var evidence = new Dictionary<string, double>
        {
            ["connections"] = call.Count,
            ["median_interval_seconds"] = call.MedianSeconds,
            ["port"] = call.Port,
            ["callers_of_target"] = calls.Callers(call.First.Target),
            ["prevalence"] = Math.Round(calls.Prevalence(call.First.Target), 4),
            ["beacon_score"] = score.Total,
            ["interval_score"] = score.Intervals,
            ["size_score"] = score.Sizes,
            ["duration_score"] = score.Duration,
            ["histogram_score"] = score.Histogram,
        };
        var common = IsCommon(call, calls) ? ", as do most hosts" : "";
        var sentence = string.Create(CultureInfo.InvariantCulture,
            $"{source} called {target} {call.Count} times, about every {Durations.InWords(call.MedianSeconds)}, most often on {Ports.InWords(call.Port, call.First.Protocol)}{common}.");
        return new Finding(BehaviourNames.Beacon, source, target, call.First.Start, call.Last.Start, points, "T1071", evidence, sentence);
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

    /// <summary>All calls of one pair: the first, the last, how many, on which port most, and how far apart.</summary>
    private sealed record Call(Connection First, Connection Last, int Count, int Port, double MedianSeconds);
}
