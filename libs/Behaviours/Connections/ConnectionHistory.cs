using System.Runtime.InteropServices;
using NetMl.Behaviours.Detection;
using NetMl.Flows;

namespace NetMl.Behaviours.Connections;

/// <summary>
/// All connections of a data set by pair, source and target, each in time order: of several reports of one still-open flow (same uid, start and
/// ends) the one that knows most stays. New flows go to their place. About 150 bytes a connection with its uid. Not thread-safe.
/// </summary>
internal sealed class ConnectionHistory : INetworkFacts
{
    private readonly HostNumbers _hosts = new();
    private readonly ConnectionRows _rows = new();
    private readonly UidPool _uids = new();
    private readonly HostPairs _pairs;
    private readonly ConnectionOrder _order;
    private readonly List<RowSeries> _byPair = [], _bySource = [], _byTarget = [];
    private readonly HashSet<int> _newPairs = [], _newSources = [], _newTargets = [];

    public ConnectionHistory()
    {
        _pairs = new HostPairs(_hosts);
        _order = new ConnectionOrder(_rows, _hosts);
    }

    /// <summary>Connections kept.</summary>
    public int Count => _rows.Count;

    public IReadOnlyList<PeerAddress> Hosts => _hosts;

    public long First { get; private set; } = long.MaxValue;

    public long Last { get; private set; } = long.MinValue;

    public int Insiders => _pairs.Insiders();

    public PeerAddress Host(int number) => _hosts[number];

    public long FirstSeen(int host) => _pairs.FirstSeen(host);

    public int Peers(int host) => _pairs.Peers(host);

    public int Callers(int target) => _pairs.Callers(target);

    /// <summary>Text of the log's own id of a connection.</summary>
    public string? Uid(Connection connection) => _uids.Text(connection.UidPlace);

    /// <summary>Adds all flows of a batch. O(flows).</summary>
    public void Add(FlowBatch batch)
    {
        var numberOf = new int[batch.AddressKeys.Length];
        for (var i = 0; i < numberOf.Length; i++)
            numberOf[i] = _hosts.Of(batch.AddressKeys[i]);
        for (var i = 0; i < batch.Count; i++)
        {
            var connection = FlowConnections.Read(batch, i, numberOf) with { UidPlace = _uids.Add(batch.UidBytes(i)) };
            var row = _rows.Add(connection);
            Append(_byPair, _newPairs, _pairs.Of(connection), row);
            Append(_bySource, _newSources, connection.Source, row);
            Append(_byTarget, _newTargets, connection.Target, row);
            First = Math.Min(First, connection.Start);
            Last = Math.Max(Last, connection.Start);
        }
    }

    /// <summary>Puts all new flows into place. Cost follows the new flows, and those that started after late ones in the same series.</summary>
    /// <param name="touched">Told of each series with new flows.</param>
    public void Settle(Action<SeriesKind, int> touched)
    {
        var dropped = new List<int>();
        Settle(_byPair, _newPairs, dropped, pair => touched(SeriesKind.Pair, pair));
        Settle(_bySource, _newSources, null, host => { touched(SeriesKind.Source, host); touched(SeriesKind.Host, host); });
        Settle(_byTarget, _newTargets, null, host => { touched(SeriesKind.Target, host); touched(SeriesKind.Host, host); });
        foreach (var row in dropped)
        {
            _uids.Free(_rows[row].UidPlace);
            _rows.Free(row);
        }
    }

    /// <summary>Connections of a series; of a host at most so many, since those with itself count twice.</summary>
    public int CountOf(SeriesKind kind, int series) => kind switch
    {
        SeriesKind.Pair => Of(_byPair, series).Count,
        SeriesKind.Source => Of(_bySource, series).Count,
        SeriesKind.Target => Of(_byTarget, series).Count,
        _ => Of(_bySource, series).Count + Of(_byTarget, series).Count,
    };

    /// <summary>Copies the connections of a series in time order, and gives how many there are.</summary>
    /// <param name="to">At least <see cref="CountOf"/> long.</param>
    public int Read(SeriesKind kind, int series, Span<Connection> to)
    {
        int one = 0, other = 0;
        switch (kind)
        {
            case SeriesKind.Pair: return Copy(Of(_byPair, series).Rows(ref one), to);
            case SeriesKind.Source: return Copy(Of(_bySource, series).Rows(ref one), to);
            case SeriesKind.Target: return Copy(Of(_byTarget, series).Rows(ref one), to);
            default: return Merge(Of(_bySource, series).Rows(ref one), Of(_byTarget, series).Rows(ref other), to);
        }
    }

    private int Copy(ReadOnlySpan<int> rows, Span<Connection> to)
    {
        for (var i = 0; i < rows.Length; i++)
            to[i] = _rows[rows[i]];
        return rows.Length;
    }

    private int Merge(ReadOnlySpan<int> outward, ReadOnlySpan<int> inward, Span<Connection> to)
    {
        int i = 0, j = 0, count = 0;
        while (i < outward.Length && j < inward.Length)
        {
            var order = _order.Compare(outward[i], inward[j]);
            to[count++] = _rows[order <= 0 ? outward[i] : inward[j]];
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        count += Copy(outward[i..], to[count..]);
        return count + Copy(inward[j..], to[count..]);
    }

    private static RowSeries Of(List<RowSeries> all, int series) => series < all.Count ? all[series] : default;

    private static void Append(List<RowSeries> all, HashSet<int> touched, int series, int row)
    {
        while (all.Count <= series)
            all.Add(default);
        CollectionsMarshal.AsSpan(all)[series].Add(row);
        touched.Add(series);
    }

    private void Settle(List<RowSeries> all, HashSet<int> touched, List<int>? dropped, Action<int> tell)
    {
        foreach (var series in touched)
        {
            CollectionsMarshal.AsSpan(all)[series].Settle(_order, dropped);
            tell(series);
        }
        touched.Clear();
        touched.TrimExcess(Math.Min(touched.Capacity, 1 << 12));
    }
}
