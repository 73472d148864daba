namespace NetMl.Flows.Columns;

/// <summary>Gives each distinct address a number, in order of first appearance. Allocates only to grow; <see cref="Clear"/> keeps the room.</summary>
internal sealed class AddressDictionaryBuilder
{
    private HostAddress[] _addresses = new HostAddress[256];
    private int[] _slots = new int[512];

    public int Count { get; private set; }

    /// <summary>O(1) on average: linear probing at most half full.</summary>
    public int Add(HostAddress address)
    {
        var mask = _slots.Length - 1;
        var slot = Slot(address, mask);
        for (; _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            var code = _slots[slot] - 1;
            if (_addresses[code] == address)
                return code;
        }
        if (Count == _addresses.Length)
        {
            Grow();
            return Add(address);
        }
        _addresses[Count] = address;
        _slots[slot] = ++Count;
        return Count - 1;
    }

    public void Clear()
    {
        Count = 0;
        _slots.AsSpan().Clear();
    }

    public HostAddress[] Build() => _addresses.AsSpan(0, Count).ToArray();

    private void Grow()
    {
        Array.Resize(ref _addresses, _addresses.Length * 2);
        _slots = new int[_addresses.Length * 2];
        var mask = _slots.Length - 1;
        for (var code = 0; code < Count; code++)
        {
            var slot = Slot(_addresses[code], mask);
            while (_slots[slot] != 0)
                slot = (slot + 1) & mask;
            _slots[slot] = code + 1;
        }
    }

    private static int Slot(HostAddress address, int mask)
    {
        var mixed = (address.High * 0x9E3779B97F4A7C15UL ^ address.Low) * 0xD6E8FEB86659FD93UL;
        return (int)(mixed >> 32) & mask;
    }
}
