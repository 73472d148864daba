namespace NetMl.Behaviours.Connections;

/// <summary>Connections with the same key, group after group, each in time order.</summary>
internal sealed class ConnectionGroups
{
    private readonly long[] _keys;
    private readonly int[] _rows;

    private ConnectionGroups(long[] keys, int[] rows)
    {
        _keys = keys;
        _rows = rows;
    }

    /// <summary>Groups the connections that are wanted by a key. O(m log m); groups come in ascending order of their keys.</summary>
    public static ConnectionGroups Of(ConnectionTable connections, Func<ConnectionTable, Connection, bool> wanted, Func<Connection, long> key)
    {
        var all = connections.Rows;
        var keys = new long[all.Length];
        var rows = new int[all.Length];
        var count = 0;
        for (var i = 0; i < all.Length; i++)
        {
            if (!wanted(connections, all[i]))
                continue;
            keys[count] = key(all[i]);
            rows[count++] = i;
        }
        Array.Resize(ref keys, count);
        Array.Resize(ref rows, count);
        Array.Sort(keys, rows);
        RestoreTimeOrder(keys, rows);
        return new ConnectionGroups(keys, rows);
    }

    public Enumerator GetEnumerator() => new(this);

    /// <summary>The sort above is not stable; rows are numbered in time order, so sorting numbers inside each group repairs it.</summary>
    private static void RestoreTimeOrder(long[] keys, int[] rows)
    {
        for (int begin = 0, end; begin < keys.Length; begin = end)
        {
            end = EndOfGroup(keys, begin);
            Array.Sort(rows, begin, end - begin);
        }
    }

    private static int EndOfGroup(long[] keys, int begin)
    {
        var end = begin + 1;
        while (end < keys.Length && keys[end] == keys[begin])
            end++;
        return end;
    }

    /// <summary>Gives each group as the row numbers of its connections.</summary>
    public ref struct Enumerator(ConnectionGroups groups)
    {
        private int _begin;
        private int _end;

        public readonly ReadOnlySpan<int> Current => groups._rows.AsSpan(_begin.._end);

        public bool MoveNext()
        {
            _begin = _end;
            if (_begin == groups._keys.Length)
                return false;
            _end = EndOfGroup(groups._keys, _begin);
            return true;
        }
    }
}
