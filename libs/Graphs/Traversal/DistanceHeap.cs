namespace NetMl.Graphs.Traversal;

/// <summary>Nodes by distance, nearest first; a node is in it at most once and can come nearer. Four children per slot keep it shallow.</summary>
internal sealed class DistanceHeap(int nodeCount)
{
    private readonly int[] _slotOf = Filled(nodeCount);
    private (double Distance, int Node)[] _slots = new (double, int)[64];

    public int Count { get; private set; }

    /// <summary>Adds a node, or brings it nearer; the distance must not be larger than the one it has.</summary>
    public void AddOrLower(int node, double distance)
    {
        var slot = _slotOf[node];
        if (slot < 0)
        {
            slot = Count++;
            if (slot == _slots.Length)
                Array.Resize(ref _slots, 2 * _slots.Length);
        }
        var slots = _slots;
        while (slot > 0)
        {
            var parent = (slot - 1) >> 2;
            if (slots[parent].Distance <= distance)
                break;
            slots[slot] = slots[parent];
            _slotOf[slots[slot].Node] = slot;
            slot = parent;
        }
        slots[slot] = (distance, node);
        _slotOf[node] = slot;
    }

    /// <summary>Takes the nearest node out. The heap must not be empty.</summary>
    public (double Distance, int Node) Take()
    {
        var slots = _slots;
        var nearest = slots[0];
        _slotOf[nearest.Node] = -1;
        var count = --Count;
        if (count == 0)
            return nearest;
        var moved = slots[count];
        var slot = 0;
        for (var child = 1; child < count; child = 4 * slot + 1)
        {
            var last = Math.Min(child + 4, count);
            var least = child;
            for (var other = child + 1; other < last; other++)
            {
                if (slots[other].Distance < slots[least].Distance)
                    least = other;
            }
            if (slots[least].Distance >= moved.Distance)
                break;
            slots[slot] = slots[least];
            _slotOf[slots[slot].Node] = slot;
            slot = least;
        }
        slots[slot] = moved;
        _slotOf[moved.Node] = slot;
        return nearest;
    }

    /// <summary>Takes everything out. O(count).</summary>
    public void Clear()
    {
        for (var slot = 0; slot < Count; slot++)
            _slotOf[_slots[slot].Node] = -1;
        Count = 0;
    }

    private static int[] Filled(int count)
    {
        var slots = new int[count];
        Array.Fill(slots, -1);
        return slots;
    }
}
