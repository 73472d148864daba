using NetMl.Behaviours.Connections;
using NetMl.Flows;

namespace NetMl.Behaviours.Scans;

/// <summary>Which connections count as attempts, and how they are counted.</summary>
internal static class ScanAttempts
{
    /// <summary>Attempts of a protocol with ports, to one host.</summary>
    public static bool Counts(in Connection connection, ScanOptions options) =>
        connection.Port >= 0 && connection.Source != connection.Target
        && (connection.Protocol == IpProtocol.Tcp || (options.IncludeUdp && connection.Protocol == IpProtocol.Udp));

    /// <summary>Row numbers of all attempts, or none when fewer of them failed than asked for.</summary>
    public static List<int> Of(ReadOnlySpan<Connection> rows, ScanOptions options, int fewestFailed)
    {
        var failed = 0;
        foreach (ref readonly var row in rows)
            failed += row.Failed && Counts(row, options) ? 1 : 0;
        var attempts = new List<int>();
        for (var row = 0; failed >= fewestFailed && row < rows.Length; row++)
        {
            if (Counts(rows[row], options))
                attempts.Add(row);
        }
        return attempts;
    }

    /// <summary>The failed ones among row numbers, in the same order.</summary>
    public static int[] Failed(ReadOnlySpan<Connection> rows, ReadOnlySpan<int> attempts)
    {
        var failed = new List<int>();
        foreach (var row in attempts)
        {
            if (rows[row].Failed)
                failed.Add(row);
        }
        return [.. failed];
    }

    /// <summary>How many ascending row numbers lie within [first, last].</summary>
    public static int Between(ReadOnlySpan<int> rows, int first, int last)
    {
        int begin = rows.BinarySearch(first), end = rows.BinarySearch(last);
        return end - begin + 1;
    }

    /// <summary>Row numbers with the same key, ascending, group after group in ascending order of keys. O(k log k).</summary>
    public static IEnumerable<int[]> Group(ReadOnlySpan<Connection> rows, List<int> attempts, Func<Connection, long> key)
    {
        var keyed = new (long Key, int Row)[attempts.Count];
        for (var i = 0; i < keyed.Length; i++)
            keyed[i] = (key(rows[attempts[i]]), attempts[i]);
        Array.Sort(keyed);
        return Cut(keyed);
    }

    private static IEnumerable<int[]> Cut((long Key, int Row)[] keyed)
    {
        for (int begin = 0, end; begin < keyed.Length; begin = end)
        {
            for (end = begin + 1; end < keyed.Length && keyed[end].Key == keyed[begin].Key; end++)
            {
            }
            yield return Array.ConvertAll(keyed[begin..end], one => one.Row);
        }
    }
}
