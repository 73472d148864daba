using NetMl.Behaviours.Connections;
using NetMl.Flows;

namespace NetMl.Behaviours.Beaconing;

/// <summary>Which connections are calls from inside a network to outside, and how common each target is.</summary>
internal sealed class OutwardCalls
{
    private readonly ConnectionTable _connections;
    private readonly bool _includeInternalPairs;
    private readonly int[] _peers;
    private readonly int[] _callers;
    private readonly int _insiders;

    /// <summary>Counts peers and callers. O(m log m).</summary>
    public OutwardCalls(ConnectionTable connections, bool includeInternalPairs)
    {
        _connections = connections;
        _includeInternalPairs = includeInternalPairs;
        _peers = new int[connections.Hosts.Count];
        _callers = new int[connections.Hosts.Count];
        foreach (var pair in ConnectionGroups.Of(connections, (_, _) => true, PairOf))
        {
            _peers[connections.Rows[pair[0]].Source]++;
            _peers[connections.Rows[pair[0]].Target]++;
        }

        var insiders = new HashSet<int>();
        foreach (var pair in Pairs())
        {
            _callers[connections.Rows[pair[0]].Target]++;
            insiders.Add(connections.Rows[pair[0]].Source);
        }
        _insiders = insiders.Count;
    }

    /// <summary>The outward calls of each pair of hosts.</summary>
    public ConnectionGroups Pairs() => ConnectionGroups.Of(_connections, (_, connection) => IsOutward(connection), PairOf);

    /// <summary>Hosts inside that call this target.</summary>
    public int Callers(int target) => _callers[target];

    /// <summary>Their share of all hosts inside that call out, 0 to 1.</summary>
    public double Prevalence(int target) => _insiders == 0 ? 0 : _callers[target] / (double)_insiders;

    /// <summary>Of two public hosts, the one with more peers is inside: a capture sees all calls of the hosts inside, and few of those outside.</summary>
    private bool IsOutward(Connection connection)
    {
        AddressScope source = _connections.Hosts[connection.Source].Scope, target = _connections.Hosts[connection.Target].Scope;
        if (source == AddressScope.Group || target == AddressScope.Group || connection.Source == connection.Target || IsReport(connection))
            return false;
        return (source, target) switch
        {
            (AddressScope.Private, AddressScope.Private) => _includeInternalPairs,
            (AddressScope.Private, _) => true,
            (_, AddressScope.Private) => false,
            _ => _peers[connection.Source] >= _peers[connection.Target],
        };
    }

    /// <summary>ICMP keeps its code where others keep the port; an echo has code 0, "port unreachable" and its like, which answer something, do not.</summary>
    private static bool IsReport(Connection connection) => connection is { Protocol: IpProtocol.Icmp or IpProtocol.IcmpV6, Port: > 0 };

    private static long PairOf(Connection connection) => ((long)connection.Source << 32) | (uint)connection.Target;
}
