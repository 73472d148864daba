using NetMl.Behaviours.Connections;
using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.Scans;

/// <summary>The stretches of time in which one source failed at enough different things (hosts, ports).</summary>
/// <param name="Failed">Row numbers of the failed attempts inside the stretches, in time order.</param>
/// <param name="Attempts">All attempts inside them, successful ones too.</param>
/// <param name="Most">Most different things within one window.</param>
/// <param name="Count">Number of stretches: windows that share an attempt are one.</param>
/// <param name="IsSlow">Found in the long window only.</param>
internal sealed record ScanBursts(IReadOnlyList<int> Failed, int Attempts, int Most, int Count, bool IsSlow)
{
    /// <summary>Share of the attempts that failed, 0 to 1.</summary>
    public double FailedShare => Failed.Count / (double)Attempts;

    /// <summary>Hosts that a source failed to reach on one port; slow scans only where there is no fast one.</summary>
    /// <param name="attempts">Row numbers of all attempts of one source at one port, in time order.</param>
    public static ScanBursts? OfHosts(ReadOnlySpan<Connection> rows, int[] attempts, ScanOptions options) =>
        Find(rows, attempts, TargetOf, options.Window, options.Hosts, isSlow: false) ?? Slow(rows, attempts, TargetOf, options.SlowHosts, options);

    /// <summary>Ports that a source failed to reach on one host; slow scans only where there is no fast one.</summary>
    /// <param name="attempts">Row numbers of all attempts of one source at one host, in time order.</param>
    public static ScanBursts? OfPorts(ReadOnlySpan<Connection> rows, int[] attempts, ScanOptions options) =>
        Find(rows, attempts, PortOf, options.Window, options.Ports, isSlow: false) ?? Slow(rows, attempts, PortOf, options.SlowPorts, options);

    /// <summary>Hosts that were tried in all.</summary>
    public HashSet<int> Hosts(ReadOnlySpan<Connection> rows) => Distinct(rows, TargetOf);

    /// <summary>Ports that were tried in all.</summary>
    public HashSet<int> Ports(ReadOnlySpan<Connection> rows) => Distinct(rows, PortOf);

    private HashSet<int> Distinct(ReadOnlySpan<Connection> rows, Func<Connection, int> thing)
    {
        var things = new HashSet<int>();
        foreach (var row in Failed)
            things.Add(thing(rows[row]));
        return things;
    }

    private static int TargetOf(Connection connection) => connection.Target;

    private static int PortOf(Connection connection) => connection.Port;

    private static ScanBursts? Slow(ReadOnlySpan<Connection> rows, int[] attempts, Func<Connection, int> thing, int threshold, ScanOptions options) =>
        Find(rows, attempts, thing, options.SlowWindow, threshold, isSlow: true) is { } bursts && bursts.FailedShare >= options.SlowFailedShare ? bursts : null;

    /// <summary>Slides a window over the failed attempts. O(k). Null when no window has as many different things as the threshold asks for.</summary>
    private static ScanBursts? Find(ReadOnlySpan<Connection> rows, int[] attempts, Func<Connection, int> thing, TimeSpan window, int threshold, bool isSlow)
    {
        var failed = ScanAttempts.Failed(rows, attempts);
        if (failed.Length < threshold)
            return null;
        var (stretches, most) = Slide(rows, failed, thing, Times.Nanoseconds(window), threshold);
        if (stretches.Count == 0)
            return null;

        var inside = new List<int>();
        var all = 0;
        foreach (var (first, last) in stretches)
        {
            inside.AddRange(failed[first..(last + 1)]);
            all += ScanAttempts.Between(attempts, failed[first], failed[last]);
        }
        return new ScanBursts(inside, all, most, stretches.Count, isSlow);
    }

    private static (List<(int First, int Last)> Stretches, int Most) Slide(
        ReadOnlySpan<Connection> rows, int[] failed, Func<Connection, int> thing, ulong windowNanoseconds, int threshold)
    {
        var inside = new Dictionary<int, int>();
        var stretches = new List<(int First, int Last)>();
        int begin = 0, most = 0;
        for (var end = 0; end < failed.Length; end++)
        {
            var connection = rows[failed[end]];
            inside[thing(connection)] = inside.GetValueOrDefault(thing(connection)) + 1;
            for (; Times.Between(rows[failed[begin]].Start, connection.Start) >= windowNanoseconds; begin++)
                Remove(inside, thing(rows[failed[begin]]));
            if (inside.Count < threshold)
                continue;
            most = Math.Max(most, inside.Count);
            if (stretches.Count > 0 && begin <= stretches[^1].Last)
                stretches[^1] = (stretches[^1].First, end);
            else
                stretches.Add((begin, end));
        }
        return (stretches, most);
    }

    private static void Remove(Dictionary<int, int> inside, int thing)
    {
        if (--inside[thing] == 0)
            inside.Remove(thing);
    }
}
