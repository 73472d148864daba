namespace NetMl.Behaviours.Connections;

/// <summary>The total order of connections: start, then ends by address, port, protocol, uid, and what is known. It does not depend on how flows arrived.</summary>
internal sealed class ConnectionOrder(ConnectionRows rows, HostNumbers hosts) : IComparer<int>
{
    /// <summary>
    /// Compares two rows. Reports of one flow end up side by side, and the one that knows most (it took place, with most bytes) comes last.
    /// Rows that are alike in all that detectors see are ordered by number.
    /// </summary>
    public int Compare(int x, int y)
    {
        ref readonly Connection a = ref rows[x], b = ref rows[y];
        if (a.Start != b.Start)
            return a.Start.CompareTo(b.Start);
        if (a.Source != b.Source)
            return hosts.Compare(a.Source, b.Source);
        if (a.Target != b.Target)
            return hosts.Compare(a.Target, b.Target);
        var order = (a.Port, a.Protocol, a.Uid, !a.Failed, a.SourceBytes, a.TargetBytes).CompareTo((b.Port, b.Protocol, b.Uid, !b.Failed, b.SourceBytes, b.TargetBytes));
        return order != 0 ? order
            : (a.Duration, a.SourcePackets, a.TargetPackets, (int)a.State, x).CompareTo((b.Duration, b.SourcePackets, b.TargetPackets, (int)b.State, y));
    }

    /// <summary>Whether two rows are reports of one flow: same uid, start and ends.</summary>
    public bool AreOneFlow(int x, int y)
    {
        ref readonly Connection a = ref rows[x], b = ref rows[y];
        return a.Uid != 0 && a.Uid == b.Uid && a.Start == b.Start && a.Source == b.Source && a.Target == b.Target && a.Port == b.Port && a.Protocol == b.Protocol;
    }
}
