namespace NetMl.Tensors;

/// <summary>Who each of n rows hears from: compressed rows of source indices.</summary>
/// <remarks>The entries of a row keep the order in which they were given; sums over them run in that order.</remarks>
public sealed class Adjacency
{
    private readonly int[] _offsets;
    private readonly int[] _sources;
    private readonly int[] _entries;

    private Adjacency(int[] offsets, int[] sources, int[] entries)
    {
        _offsets = offsets;
        _sources = sources;
        _entries = entries;
    }

    /// <summary>n.</summary>
    public int Rows => _offsets.Length - 1;

    /// <summary>[n + 1]: row v owns the entries from offset v up to offset v + 1.</summary>
    public ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>[entries]: the row that is heard.</summary>
    public ReadOnlySpan<int> Sources => _sources;

    /// <summary>[entries]: the position in the lists that this was built from (the flow).</summary>
    public ReadOnlySpan<int> Entries => _entries;

    /// <summary>Groups pairs (listener, source) by listener. O(n + m), stable.</summary>
    /// <param name="rows">n; all indices lie in 0..n − 1.</param>
    /// <param name="skipSelf">Leaves out pairs of a row with itself.</param>
    /// <exception cref="ArgumentException">Lengths differ or an index is out of range.</exception>
    public static Adjacency Group(int rows, ReadOnlySpan<int> listeners, ReadOnlySpan<int> sources, bool skipSelf)
    {
        if (listeners.Length != sources.Length)
            throw new ArgumentException($"{listeners.Length} listeners and {sources.Length} sources: the lists must have one length.", nameof(sources));
        var offsets = new int[rows + 1];
        for (var e = 0; e < listeners.Length; e++)
        {
            if ((uint)listeners[e] >= (uint)rows || (uint)sources[e] >= (uint)rows)
                throw new ArgumentException($"Entry {e} joins rows {listeners[e]} and {sources[e]} of {rows}.", nameof(listeners));
            if (!skipSelf || listeners[e] != sources[e])
                offsets[listeners[e] + 1]++;
        }
        for (var row = 0; row < rows; row++)
            offsets[row + 1] += offsets[row];

        var next = offsets.AsSpan(0, rows).ToArray();
        var (grouped, entries) = (new int[offsets[rows]], new int[offsets[rows]]);
        for (var e = 0; e < listeners.Length; e++)
        {
            if (skipSelf && listeners[e] == sources[e])
                continue;
            var at = next[listeners[e]]++;
            grouped[at] = sources[e];
            entries[at] = e;
        }
        return new Adjacency(offsets, grouped, entries);
    }
}
