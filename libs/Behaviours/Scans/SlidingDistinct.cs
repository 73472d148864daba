using NetMl.Behaviours.Connections;

namespace NetMl.Behaviours.Scans;

/// <summary>What a sliding window saw that met a threshold of different things.</summary>
/// <param name="First">Index of the first connection inside a window that met the threshold.</param>
/// <param name="Last">Index of the last one.</param>
/// <param name="Most">Most different things in one window.</param>
internal readonly record struct WindowedBurst(int First, int Last, int Most);

/// <summary>Counts different things (hosts, ports) in a window that slides over connections in time order.</summary>
internal static class SlidingDistinct
{
    /// <summary>Finds the stretch from the first to the last window with at least <paramref name="threshold"/> different things. O(k).</summary>
    /// <param name="rows">Row numbers in time order.</param>
    /// <returns>Null when no window meets the threshold. Indices count within <paramref name="rows"/>.</returns>
    public static WindowedBurst? Find(ConnectionTable connections, ReadOnlySpan<int> rows, Func<Connection, int> thing, long windowNanoseconds, int threshold)
    {
        if (rows.Length < threshold)
            return null;
        var all = connections.Rows;
        var inside = new Dictionary<int, int>();
        int begin = 0, first = -1, last = -1, most = 0;
        for (var end = 0; end < rows.Length; end++)
        {
            var connection = all[rows[end]];
            inside[thing(connection)] = inside.GetValueOrDefault(thing(connection)) + 1;
            for (; all[rows[begin]].Start <= connection.Start - windowNanoseconds; begin++)
                Remove(inside, thing(all[rows[begin]]));
            if (inside.Count < threshold)
                continue;
            first = first < 0 ? begin : first;
            last = end;
            most = Math.Max(most, inside.Count);
        }
        return first < 0 ? null : new WindowedBurst(first, last, most);
    }

    private static void Remove(Dictionary<int, int> inside, int thing)
    {
        if (--inside[thing] == 0)
            inside.Remove(thing);
    }
}
