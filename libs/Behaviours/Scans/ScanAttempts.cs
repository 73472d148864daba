using NetMl.Behaviours.Connections;
using NetMl.Flows;

namespace NetMl.Behaviours.Scans;

/// <summary>Which connections count as attempts, and how they are counted.</summary>
internal static class ScanAttempts
{
    /// <summary>Attempts of a protocol with ports, to one host.</summary>
    public static bool Counts(Connection connection, ScanOptions options) =>
        connection.Port >= 0 && connection.Source != connection.Target
        && (connection.Protocol == IpProtocol.Tcp || (options.IncludeUdp && connection.Protocol == IpProtocol.Udp));

    /// <summary>The failed ones among row numbers, in the same order.</summary>
    public static int[] Failed(ConnectionTable connections, ReadOnlySpan<int> rows)
    {
        var failed = new List<int>();
        foreach (var row in rows)
        {
            if (connections.Rows[row].Failed)
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
}
