namespace NetMl.Behaviours.Connections;

/// <summary>The row numbers of one series: 24 bytes, and 4 more for each row of a series that has several.</summary>
internal struct RowSeries
{
    private int[]? _rows;
    private int _only;
    private int _sorted;

    /// <summary>Rows; repeated reports of one flow count until <see cref="Settle"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Appends a row.</summary>
    public void Add(int row)
    {
        if (Count == 0)
            _only = row;
        else if (_rows is null)
            _rows = [_only, row, 0, 0];
        else
        {
            // Half as much again: doubling would leave a third of the memory empty.
            if (Count == _rows.Length)
                Array.Resize(ref _rows, Count + Count / 2);
            _rows[Count] = row;
        }
        Count++;
    }

    /// <summary>The row numbers; in order after <see cref="Settle"/>.</summary>
    public readonly ReadOnlySpan<int> Rows(ref int only)
    {
        only = _only;
        return _rows is null ? new ReadOnlySpan<int>(ref only)[..Count] : _rows.AsSpan(0, Count);
    }

    /// <summary>Puts new rows into place and leaves of each flow the report that knows most. Cost follows the new rows and those that started after the earliest of them.</summary>
    /// <param name="dropped">Gets the rows that went; null = nobody asks.</param>
    public void Settle(ConnectionOrder order, List<int>? dropped)
    {
        if (_sorted == Count)
            return;
        if (_rows is not null)
        {
            var fresh = _rows.AsSpan(_sorted, Count - _sorted);
            fresh.Sort(order);
            var place = ~_rows.AsSpan(0, _sorted).BinarySearch(fresh[0], order);
            if (place < _sorted)
                Merge(order, place);
            Deduplicate(order, Math.Max(0, place - 1), dropped);
        }
        _sorted = Count;
    }

    private readonly void Merge(ConnectionOrder order, int place)
    {
        var rows = _rows.AsSpan(0, Count);
        int[] old = rows[place.._sorted].ToArray();
        int next = _sorted, write = place;
        for (var i = 0; i < old.Length;)
            rows[write++] = next < rows.Length && order.Compare(rows[next], old[i]) < 0 ? rows[next++] : old[i++];
    }

    private void Deduplicate(ConnectionOrder order, int from, List<int>? dropped)
    {
        var rows = _rows.AsSpan(0, Count);
        var kept = from;
        for (var i = from; i < rows.Length; i++)
        {
            if (i + 1 < rows.Length && order.AreOneFlow(rows[i], rows[i + 1]))
                dropped?.Add(rows[i]);
            else
                rows[kept++] = rows[i];
        }
        Count = kept;
    }
}
