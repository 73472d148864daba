namespace NetMl.Graphs.Communities;

/// <summary>First in, first out, each node at most once at a time.</summary>
internal sealed class NodeQueue
{
    private readonly int[] _ring;
    private readonly bool[] _waits;
    private int _head;
    private int _count;

    /// <summary>Holds all nodes in the given order, which it takes over as its memory.</summary>
    public NodeQueue(int[] order)
    {
        _ring = order;
        _count = order.Length;
        _waits = new bool[order.Length];
        Array.Fill(_waits, true);
    }

    public bool TryTake(out int node)
    {
        node = _count > 0 ? _ring[_head] : -1;
        if (node < 0)
            return false;
        _waits[node] = false;
        _head = _head + 1 == _ring.Length ? 0 : _head + 1;
        _count--;
        return true;
    }

    public void Add(int node)
    {
        if (_waits[node])
            return;
        _waits[node] = true;
        var tail = _head + _count++;
        _ring[tail < _ring.Length ? tail : tail - _ring.Length] = node;
    }
}
