using NetMl.Flows;

namespace NetMl.Behaviours.Connections;

/// <summary>The hosts of a data set, numbered as they come: a number says nothing but who it is.</summary>
internal sealed class HostNumbers : IReadOnlyList<PeerAddress>
{
    private readonly Dictionary<HostAddress, int> _numbers = [];
    private readonly List<HostAddress> _keys = [];
    private readonly List<PeerAddress> _peers = [];

    public int Count => _keys.Count;

    public PeerAddress this[int index] => _peers[index];

    /// <summary>The number of an address, a new one when it was never seen.</summary>
    public int Of(HostAddress address)
    {
        if (_numbers.TryGetValue(address, out var number))
            return number;
        _keys.Add(address);
        _peers.Add(PeerAddress.Of(address));
        return _numbers[address] = _keys.Count - 1;
    }

    /// <summary>Orders two hosts by address, whenever they came.</summary>
    public int Compare(int a, int b)
    {
        if (a == b)
            return 0;
        HostAddress left = _keys[a], right = _keys[b];
        return left.High != right.High ? left.High.CompareTo(right.High) : left.Low.CompareTo(right.Low);
    }

    public IEnumerator<PeerAddress> GetEnumerator() => _peers.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
