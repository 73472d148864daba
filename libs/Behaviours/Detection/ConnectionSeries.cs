using NetMl.Behaviours.Connections;

namespace NetMl.Behaviours.Detection;

/// <summary>The connections of one host or pair in time order, each flow once.</summary>
/// <remarks>The order is total (start, then addresses, ports and the rest), so it does not depend on how the flows arrived.</remarks>
public readonly ref struct ConnectionSeries
{
    private readonly IReadOnlyList<PeerAddress> _hosts;
    private readonly Func<Connection, string?> _uid;

    /// <param name="rows">[m] in time order.</param>
    /// <param name="hosts">What <see cref="Connection.Source"/> and <see cref="Connection.Target"/> refer to.</param>
    /// <param name="uid">The log's own id of a connection.</param>
    /// <param name="first">First start in the whole data set, nanoseconds since 1970-01-01 UTC.</param>
    /// <param name="last">Last start in the whole data set.</param>
    public ConnectionSeries(ReadOnlySpan<Connection> rows, IReadOnlyList<PeerAddress> hosts, Func<Connection, string?> uid, long first, long last)
    {
        Rows = rows;
        (_hosts, _uid, DatasetFirst, DatasetLast) = (hosts, uid, first, last);
    }

    /// <summary>[m], ascending by start.</summary>
    public ReadOnlySpan<Connection> Rows { get; }

    /// <summary>First start in the whole data set: a detector that reads it must say so (<see cref="Examination.DependsOnSpan"/>).</summary>
    public long DatasetFirst { get; }

    /// <summary>Last start in the whole data set: a detector that reads it must say so.</summary>
    public long DatasetLast { get; }

    /// <summary>Address of a host by its number.</summary>
    public PeerAddress Host(int number) => _hosts[number];

    /// <summary>The log's own id of a row; null = it has none.</summary>
    public string? Uid(int row) => _uid(Rows[row]);
}
