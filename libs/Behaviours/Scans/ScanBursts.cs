using NetMl.Behaviours.Connections;

namespace NetMl.Behaviours.Scans;

/// <summary>The stretches of time in which one source failed at enough different things (hosts, ports).</summary>
/// <param name="Failed">Row numbers of the failed attempts inside the stretches, in time order.</param>
/// <param name="Attempts">All attempts inside them, successful ones too.</param>
/// <param name="Most">Most different things within one window.</param>
/// <param name="Count">Number of stretches: windows that share an attempt are one.</param>
internal sealed record ScanBursts(IReadOnlyList<int> Failed, int Attempts, int Most, int Count)
{
    /// <summary>Slides a window over the failed attempts. O(k).</summary>
    /// <param name="attempts">Row numbers of all attempts of one source at one port or host, in time order.</param>
    /// <param name="thing">What is counted: a port or a host.</param>
    /// <returns>Null when no window has as many different things as the threshold asks for.</returns>
    public static ScanBursts? Find(ConnectionTable connections, ReadOnlySpan<int> attempts, Func<Connection, int> thing, TimeSpan window, int threshold)
    {
        var failed = ScanAttempts.Failed(connections, attempts);
        if (failed.Length < threshold)
            return null;
        var (stretches, most) = Slide(connections, failed, thing, window.Ticks * TimeSpan.NanosecondsPerTick, threshold);
        if (stretches.Count == 0)
            return null;

        var inside = new List<int>();
        var all = 0;
        foreach (var (first, last) in stretches)
        {
            inside.AddRange(failed[first..(last + 1)]);
            all += ScanAttempts.Between(attempts, failed[first], failed[last]);
        }
        return new ScanBursts(inside, all, most, stretches.Count);
    }

    /// <summary>How many different things were tried in all.</summary>
    public HashSet<int> Distinct(ConnectionTable connections, Func<Connection, int> thing) => [.. Failed.Select(row => thing(connections.Rows[row]))];

    private static (List<(int First, int Last)> Stretches, int Most) Slide(
        ConnectionTable connections, int[] failed, Func<Connection, int> thing, long windowNanoseconds, int threshold)
    {
        var rows = connections.Rows;
        var inside = new Dictionary<int, int>();
        var stretches = new List<(int First, int Last)>();
        int begin = 0, most = 0;
        for (var end = 0; end < failed.Length; end++)
        {
            var connection = rows[failed[end]];
            inside[thing(connection)] = inside.GetValueOrDefault(thing(connection)) + 1;
            for (; rows[failed[begin]].Start <= connection.Start - windowNanoseconds; begin++)
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
