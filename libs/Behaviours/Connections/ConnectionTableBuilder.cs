using NetMl.Flows;

namespace NetMl.Behaviours.Connections;

/// <summary>Gathers connections from batches, of which it keeps only what detectors need. Not thread-safe.</summary>
public sealed class ConnectionTableBuilder
{
    private readonly List<Connection> _rows = [];
    private readonly Dictionary<HostAddress, int> _numbers = [];
    private readonly List<HostAddress> _addresses = [];

    /// <summary>Adds all flows of a batch. O(flows).</summary>
    public void Add(FlowBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var numberOf = new int[batch.AddressKeys.Length];
        for (var i = 0; i < numberOf.Length; i++)
            numberOf[i] = Number(batch.AddressKeys[i]);

        _rows.EnsureCapacity(_rows.Count + batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            long sent = batch.SourceBytes[i], bytes = Math.Max(0, sent) + Math.Max(0, batch.DestinationBytes[i]);
            var failed = FailedAttempts.Is(batch.State[i], batch.Protocol[i], bytes, batch.DestinationPackets[i]);
            _rows.Add(new Connection(
                batch.StartNanoseconds[i], numberOf[batch.Source[i]], numberOf[batch.Destination[i]], batch.DestinationPort[i],
                batch.Protocol[i], failed, sent, Hash(batch.UidBytes(i)))
            {
                Duration = batch.DurationNanoseconds[i],
                TargetBytes = batch.DestinationBytes[i],
                SourcePackets = (int)Math.Min(batch.SourcePackets[i], int.MaxValue),
                TargetPackets = (int)Math.Min(batch.DestinationPackets[i], int.MaxValue),
                State = batch.State[i],
            });
        }
    }

    /// <summary>
    /// Puts all connections into time order; of several reports of one still-open flow (same uid, start and ends) the one that knows
    /// most stays. O(m log m). The builder keeps what it has, so more can be added and built again.
    /// </summary>
    public ConnectionTable Build()
    {
        var (hosts, rank) = RankAddresses();
        var rows = new Connection[_rows.Count];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = _rows[i] with { Source = rank[_rows[i].Source], Target = rank[_rows[i].Target] };
        Array.Sort(rows, Compare);
        var kept = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (i + 1 == rows.Length || !AreOneFlow(rows[i], rows[i + 1]))
                rows[kept++] = rows[i];
        }
        return new ConnectionTable(rows[..kept], hosts);
    }

    private static bool AreOneFlow(Connection a, Connection b) =>
        a.Uid != 0 && (a.Uid, a.Start, a.Source, a.Target, a.Port, a.Protocol) == (b.Uid, b.Start, b.Source, b.Target, b.Port, b.Protocol);

    private int Number(HostAddress address)
    {
        if (_numbers.TryGetValue(address, out var number))
            return number;
        _addresses.Add(address);
        return _numbers[address] = _addresses.Count - 1;
    }

    private (PeerAddress[] Hosts, int[] Rank) RankAddresses()
    {
        var order = Enumerable.Range(0, _addresses.Count).OrderBy(i => _addresses[i].High).ThenBy(i => _addresses[i].Low).ToArray();
        var rank = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
            rank[order[i]] = i;
        return (Array.ConvertAll(order, i => PeerAddress.Of(_addresses[i])), rank);
    }

    private static int Compare(Connection a, Connection b)
    {
        if (a.Start != b.Start)
            return a.Start.CompareTo(b.Start);
        // Reports of one flow end up side by side, and the one that knows most (it took place, with most bytes) comes last.
        return (a.Source, a.Target, a.Port, a.Protocol, a.Uid, !a.Failed, a.SourceBytes)
            .CompareTo((b.Source, b.Target, b.Port, b.Protocol, b.Uid, !b.Failed, b.SourceBytes));
    }

    /// <summary>FNV-1a, 64 bits; 0 for no bytes.</summary>
    private static ulong Hash(ReadOnlySpan<byte> uid)
    {
        if (uid.IsEmpty)
            return 0;
        var hash = 14695981039346656037UL;
        foreach (var letter in uid)
            hash = (hash ^ letter) * 1099511628211UL;
        return hash;
    }
}
