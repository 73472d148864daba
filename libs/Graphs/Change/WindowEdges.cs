using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Change;

/// <summary>The distinct edges of each window, ascending, as source · 2^32 + target; self-loops are left out.</summary>
/// <param name="Rows">[windows]: rows in each, self-loops and repeats included.</param>
/// <param name="Edges">[windows].</param>
internal sealed record WindowEdges(int[] Rows, ulong[][] Edges)
{
    /// <summary>O(rows log rows), [2 rows] scratch.</summary>
    public static WindowEdges Of(WindowGrid windows, ReadOnlySpan<int> sources, ReadOnlySpan<int> targets, ReadOnlySpan<long> times, int threads)
    {
        ArgumentNullException.ThrowIfNull(windows);
        windows.Check();
        Check(sources, targets, times);
        var starts = new int[windows.Count + 1];
        foreach (var time in times)
        {
            if (windows.IndexOf(time) is >= 0 and var window)
                starts[window + 1]++;
        }
        var rows = starts[1..];
        for (var w = 0; w < rows.Length; w++)
            starts[w + 1] += starts[w];

        var keys = new ulong[starts[^1]];
        var next = starts.AsSpan(0, rows.Length).ToArray();
        for (var row = 0; row < times.Length; row++)
        {
            if (windows.IndexOf(times[row]) is >= 0 and var window)
                keys[next[window]++] = Key(sources[row], targets[row]);
        }

        var edges = new ulong[rows.Length][];
        FixedChunks.Run(rows.Length, 1, threads, (begin, _) => edges[begin] = Distinct(keys.AsSpan(starts[begin]..starts[begin + 1])));
        return new WindowEdges(rows, edges);
    }

    public static ulong Key(int source, int target) => (ulong)(uint)source << 32 | (uint)target;

    public static int Source(ulong key) => (int)(key >> 32);

    public static int Target(ulong key) => (int)(uint)key;

    private static ulong[] Distinct(Span<ulong> keys)
    {
        keys.Sort();
        var count = 0;
        foreach (var key in keys)
        {
            var repeats = count > 0 && key == keys[count - 1];
            if (!repeats && Source(key) != Target(key))
                keys[count++] = key;
        }
        return keys[..count].ToArray();
    }

    private static void Check(ReadOnlySpan<int> sources, ReadOnlySpan<int> targets, ReadOnlySpan<long> times)
    {
        if (targets.Length != sources.Length)
            throw new ArgumentException($"{targets.Length} targets for {sources.Length} sources: give one each per row.", nameof(targets));
        if (times.Length != sources.Length)
            throw new ArgumentException($"{times.Length} times for {sources.Length} rows: give one per row.", nameof(times));
        for (var row = 0; row < sources.Length; row++)
        {
            if (sources[row] < 0 || targets[row] < 0)
                throw new ArgumentException($"Row {row} names node {Math.Min(sources[row], targets[row])}; nodes are numbered from 0.", nameof(sources));
        }
    }
}
