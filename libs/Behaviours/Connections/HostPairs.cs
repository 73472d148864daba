using System.Runtime.InteropServices;

namespace NetMl.Behaviours.Connections;

/// <summary>Who has called whom, and how common each host is. Kept up to date flow by flow.</summary>
internal sealed class HostPairs(HostNumbers hosts)
{
    private readonly Dictionary<(int Source, int Target), int> _numbers = [];
    private readonly List<Pair> _pairs = [];
    private readonly List<HostFacts> _facts = [];

    /// <summary>Pairs of public hosts: which of the two is inside may change with every new pair.</summary>
    private readonly List<int> _public = [];
    private int _privateCallers;
    private int? _insiders;

    /// <summary>16 bytes.</summary>
    /// <param name="NextOfTarget">The pair before this one with the same target; −1 = none.</param>
    /// <param name="Calls">Some flow of it is more than a report of an error.</param>
    private record struct Pair(int Source, int Target, int NextOfTarget, bool Calls);

    private record struct HostFacts(long FirstSeen, int Peers, int LastCaller, bool CallsOut);

    public int Count => _pairs.Count;

    /// <summary>The number of the pair of a connection, a new one when the two were never seen together in this direction.</summary>
    public int Of(in Connection connection)
    {
        See(connection.Source, connection.Start);
        See(connection.Target, connection.Start);
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, (connection.Source, connection.Target), out var known);
        if (!known)
        {
            number = _pairs.Count;
            Add(connection.Source, connection.Target);
        }
        var pair = number;
        if (!_pairs[pair].Calls && !ErrorReports.Is(connection))
            StartsToCall(pair);
        return pair;
    }

    public long FirstSeen(int host) => _facts[host].FirstSeen;

    public int Peers(int host) => _facts[host].Peers;

    /// <summary>O(hosts that call it).</summary>
    public int Callers(int target)
    {
        var callers = 0;
        for (var pair = _facts[target].LastCaller; pair >= 0; pair = _pairs[pair].NextOfTarget)
            callers += _pairs[pair].Calls && IsFromInside(_pairs[pair].Source, target) ? 1 : 0;
        return callers;
    }

    /// <summary>O(pairs of public hosts) when there are new pairs, otherwise O(1).</summary>
    public int Insiders()
    {
        if (_insiders is { } known)
            return known;
        var inside = new HashSet<int>();
        foreach (var pair in _public)
        {
            if (IsFromInside(_pairs[pair].Source, _pairs[pair].Target))
                inside.Add(_pairs[pair].Source);
        }
        _insiders = _privateCallers + inside.Count;
        return _insiders.Value;
    }

    private bool IsFromInside(int source, int target) => source != target && CallDirections.IsFromInside(hosts[source], hosts[target], Peers(source), Peers(target));

    private void See(int host, long start)
    {
        while (_facts.Count <= host)
            _facts.Add(new HostFacts(long.MaxValue, 0, -1, false));
        ref var facts = ref CollectionsMarshal.AsSpan(_facts)[host];
        facts.FirstSeen = Math.Min(facts.FirstSeen, start);
    }

    private void Add(int source, int target)
    {
        var facts = CollectionsMarshal.AsSpan(_facts);
        _pairs.Add(new Pair(source, target, facts[target].LastCaller, false));
        facts[target].LastCaller = _pairs.Count - 1;
        _insiders = null;
        if (source == target || _numbers.ContainsKey((target, source)))
            return;
        facts[source].Peers++;
        facts[target].Peers++;
    }

    private void StartsToCall(int number)
    {
        ref var pair = ref CollectionsMarshal.AsSpan(_pairs)[number];
        pair.Calls = true;
        _insiders = null;
        ref var source = ref CollectionsMarshal.AsSpan(_facts)[pair.Source];
        if (hosts[pair.Target].Scope != AddressScope.Public)
            return;
        if (hosts[pair.Source].Scope == AddressScope.Public && pair.Source != pair.Target)
            _public.Add(number);
        if (hosts[pair.Source].Scope == AddressScope.Private && !source.CallsOut)
        {
            source.CallsOut = true;
            _privateCallers++;
        }
    }
}
