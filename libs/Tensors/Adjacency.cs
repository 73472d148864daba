namespace NetMl.Tensors;

/// <summary>Who each of n rows hears from: compressed rows of source indices. The pattern of a sparse matrix [rows, columns].</summary>
/// <remarks>The entries of a row keep the order in which they were given; sums over them run in that order.</remarks>
public sealed class Adjacency
{
    private readonly int[] _offsets;
    private readonly int[] _sources;
    private readonly int[] _entries;
    private Adjacency? _transposed;

    private Adjacency(int columns, int[] offsets, int[] sources, int[] entries)
    {
        Columns = columns;
        _offsets = offsets;
        _sources = sources;
        _entries = entries;
    }

    /// <summary>n: rows that hear.</summary>
    public int Rows => _offsets.Length - 1;

    /// <summary>Rows that can be heard.</summary>
    public int Columns { get; }

    /// <summary>Number of entries.</summary>
    public int Count => _sources.Length;

    /// <summary>[n + 1]: row v owns the entries from offset v up to offset v + 1.</summary>
    public ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>[entries]: the row that is heard.</summary>
    public ReadOnlySpan<int> Sources => _sources;

    /// <summary>[entries]: the position in the lists that this was built from (the flow).</summary>
    public ReadOnlySpan<int> Entries => _entries;

    /// <summary>The same pairs the other way round: its rows are the sources, its <see cref="Entries"/> are positions here, ascending in each row.</summary>
    /// <remarks>Made at the first call, O(n + m), and kept.</remarks>
    public Adjacency Transposed => _transposed ??= Transpose();

    /// <summary>Groups pairs (listener, source) by listener. O(n + m), stable.</summary>
    /// <param name="rows">n; all indices lie in 0..n − 1.</param>
    /// <param name="skipSelf">Leaves out pairs of a row with itself.</param>
    /// <exception cref="ArgumentException">Lengths differ or an index is out of range.</exception>
    public static Adjacency Group(int rows, ReadOnlySpan<int> listeners, ReadOnlySpan<int> sources, bool skipSelf) =>
        Group(rows, rows, listeners, sources, skipSelf);

    /// <summary>Groups pairs (listener, source) of two sets by listener. O(n + m), stable.</summary>
    /// <param name="rows">Listeners lie in 0..rows − 1.</param>
    /// <param name="columns">Sources lie in 0..columns − 1.</param>
    /// <param name="skipSelf">Leaves out pairs of equal indices.</param>
    /// <exception cref="ArgumentException">Lengths differ or an index is out of range.</exception>
    public static Adjacency Group(int rows, int columns, ReadOnlySpan<int> listeners, ReadOnlySpan<int> sources, bool skipSelf)
    {
        if (listeners.Length != sources.Length)
            throw new ArgumentException($"{listeners.Length} listeners and {sources.Length} sources: the lists must have one length.", nameof(sources));
        var offsets = new int[rows + 1];
        for (var e = 0; e < listeners.Length; e++)
        {
            if ((uint)listeners[e] >= (uint)rows || (uint)sources[e] >= (uint)columns)
                throw new ArgumentException($"Entry {e} joins rows {listeners[e]} of {rows} and {sources[e]} of {columns}.", nameof(listeners));
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
        return new Adjacency(columns, offsets, grouped, entries);
    }

    /// <summary>Takes compressed rows as they are.</summary>
    /// <param name="offsets">[rows + 1], from 0, never falling; looked at, not copied.</param>
    /// <param name="sources">[offsets of the last row], each in 0..columns − 1; looked at, not copied.</param>
    /// <exception cref="ArgumentException">Offsets fall or do not end at the number of sources, or a source is out of range.</exception>
    public static Adjacency OfRows(int columns, int[] offsets, int[] sources)
    {
        if (offsets is not [0, ..] || offsets[^1] != sources.Length)
            throw new ArgumentException($"Offsets must go from 0 to the {sources.Length} sources.", nameof(offsets));
        for (var row = 1; row < offsets.Length; row++)
            if (offsets[row] < offsets[row - 1])
                throw new ArgumentException($"Offset {row} is below the one before it.", nameof(offsets));
        foreach (var source in sources)
            if ((uint)source >= (uint)columns)
                throw new ArgumentException($"Source {source} is not one of {columns}.", nameof(sources));
        var entries = new int[sources.Length];
        for (var e = 0; e < entries.Length; e++)
            entries[e] = e;
        return new Adjacency(columns, offsets, sources, entries);
    }

    private Adjacency Transpose()
    {
        var listeners = new int[_sources.Length];
        for (var row = 0; row < Rows; row++)
            listeners.AsSpan(_offsets[row].._offsets[row + 1]).Fill(row);
        return Group(Columns, Rows, _sources, listeners, skipSelf: false);
    }
}
