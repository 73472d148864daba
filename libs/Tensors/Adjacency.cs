namespace NetMl.Tensors;

/// <summary>Who each of n rows hears from: compressed rows of source indices. The pattern of a sparse matrix [rows, columns].</summary>
/// <remarks>The entries of a row keep the order in which they were given; sums over them run in that order.</remarks>
public sealed class Adjacency
{
    private int[] _offsets;
    private int[] _sources;
    private int[] _entries;
    private Adjacency? _transposed;
    private readonly Lock _transposing = new();
    private volatile bool _isTransposed;

    private Adjacency(int columns, int[] offsets, int[] sources, int[] entries)
    {
        (Rows, Columns, Count) = (offsets.Length - 1, columns, sources.Length);
        (_offsets, _sources, _entries) = (offsets, sources, entries);
    }

    /// <summary>n: rows that hear.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows that can be heard.</summary>
    public int Columns { get; private set; }

    /// <summary>Number of entries.</summary>
    public int Count { get; private set; }

    /// <summary>[n + 1]: row v owns the entries from offset v up to offset v + 1.</summary>
    public ReadOnlySpan<int> Offsets => _offsets.AsSpan(0, Rows + 1);

    /// <summary>[entries]: the row that is heard.</summary>
    public ReadOnlySpan<int> Sources => _sources.AsSpan(0, Count);

    /// <summary>[entries]: the position in the lists that this was built from (the flow).</summary>
    public ReadOnlySpan<int> Entries => _entries.AsSpan(0, Count);

    /// <summary>The same pairs the other way round: its rows are the sources, its <see cref="Entries"/> are positions here, ascending in each row.</summary>
    /// <remarks>Made at the first call, O(n + m), and kept; threads may share it.</remarks>
    public Adjacency Transposed
    {
        get
        {
            if (!_isTransposed)
                lock (_transposing)
                    if (!_isTransposed)
                    {
                        Transpose(_transposed ??= Empty());
                        _isTransposed = true;
                    }
            return _transposed ?? throw new InvalidOperationException("An adjacency lost its transpose.");
        }
    }

    /// <summary>No rows and no entries, to be filled with <see cref="Refill"/>.</summary>
    public static Adjacency Empty() => new(0, [0], [], []);

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
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
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
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
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

    /// <summary>Becomes another pattern in the memory of the former one, which grows where it must: batches of like size allocate nothing.</summary>
    /// <param name="offsets">To be written: [rows + 1], from 0 to <paramref name="count"/>.</param>
    /// <param name="sources">To be written: [count], each in 0..columns − 1.</param>
    public void Refill(int rows, int columns, int count, out Span<int> offsets, out Span<int> sources)
    {
        Prepare(rows, columns, count);
        for (var e = 0; e < count; e++)
            _entries[e] = e;
        offsets = _offsets.AsSpan(0, rows + 1);
        sources = _sources.AsSpan(0, count);
    }

    private void Prepare(int rows, int columns, int count)
    {
        (Rows, Columns, Count, _isTransposed) = (rows, columns, count, false);
        if (_offsets.Length <= rows)
            _offsets = new int[Math.Max(rows + 1, _offsets.Length + _offsets.Length / 4)];
        if (_sources.Length < count)
            (_sources, _entries) = (new int[Math.Max(count, _sources.Length + _sources.Length / 4)], new int[Math.Max(count, _sources.Length + _sources.Length / 4)]);
    }

    // A counting sort by source: rows are walked in ascending order, so entries of a source ascend.
    private void Transpose(Adjacency to)
    {
        to.Prepare(Columns, Rows, Count);
        var next = to._offsets.AsSpan(0, Columns + 1);
        next.Clear();
        var sources = Sources;
        foreach (var source in sources)
            next[source]++;
        var sum = 0;
        for (var column = 0; column <= Columns; column++)
            (next[column], sum) = (sum, sum + next[column]);
        for (var row = 0; row < Rows; row++)
            for (var e = _offsets[row]; e < _offsets[row + 1]; e++)
            {
                var at = next[sources[e]]++;
                to._sources[at] = row;
                to._entries[at] = e;
            }

        // Each start has moved to its end, which is the next one's start.
        for (var column = Columns; column > 0; column--)
            next[column] = next[column - 1];
        next[0] = 0;
    }
}
