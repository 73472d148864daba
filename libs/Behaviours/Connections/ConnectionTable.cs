namespace NetMl.Behaviours.Connections;

/// <summary>All connections of a data set in time order.</summary>
/// <remarks>m connections, 40 bytes each. The order is total (start, then all else), so it does not depend on how the flows arrived.</remarks>
public sealed class ConnectionTable
{
    private readonly Connection[] _rows;

    internal ConnectionTable(Connection[] rows, IReadOnlyList<PeerAddress> hosts)
    {
        _rows = rows;
        Hosts = hosts;
    }

    /// <summary>[m], ascending by start.</summary>
    public ReadOnlySpan<Connection> Rows => _rows;

    /// <summary>The hosts that connections refer to, ascending by address as a number.</summary>
    public IReadOnlyList<PeerAddress> Hosts { get; }

    /// <summary>Last start − first start in nanoseconds; 0 with fewer than two connections.</summary>
    public long Span => _rows.Length == 0 ? 0 : _rows[^1].Start - _rows[0].Start;
}
