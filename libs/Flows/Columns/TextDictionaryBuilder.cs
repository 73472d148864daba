namespace NetMl.Flows.Columns;

/// <summary>Gives each distinct UTF-8 text a number. Allocates only to grow; <see cref="Clear"/> keeps the room.</summary>
internal sealed class TextDictionaryBuilder
{
    private byte[] _bytes = new byte[256];
    private int[] _offsets = new int[17];
    private uint[] _hashes = new uint[16];
    private int[] _slots = new int[32];
    private int _last = -1;

    public int Count { get; private set; }

    public int ByteCount => _offsets[Count];

    /// <summary>The number of the text, new or known. O(length) on average.</summary>
    public int Add(ReadOnlySpan<byte> text)
    {
        if (_last >= 0 && At(_last).SequenceEqual(text))
            return _last;
        var hash = Hash(text);
        var mask = _slots.Length - 1;
        var slot = (int)hash & mask;
        for (; _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            var code = _slots[slot] - 1;
            if (_hashes[code] == hash && At(code).SequenceEqual(text))
                return _last = code;
        }
        _slots[slot] = Count + 1;
        return _last = Append(text, hash);
    }

    public void Clear()
    {
        Count = 0;
        _last = -1;
        _slots.AsSpan().Clear();
    }

    public TextDictionary Build() => Count == 0
        ? TextDictionary.Empty
        : new TextDictionary(_bytes.AsSpan(0, ByteCount).ToArray(), _offsets.AsSpan(0, Count + 1).ToArray());

    private ReadOnlySpan<byte> At(int code) => _bytes.AsSpan(_offsets[code].._offsets[code + 1]);

    private int Append(ReadOnlySpan<byte> text, uint hash)
    {
        var end = ByteCount + text.Length;
        if (end > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(end, _bytes.Length * 2));
        if (Count == _hashes.Length)
        {
            Array.Resize(ref _hashes, Count * 2);
            Array.Resize(ref _offsets, Count * 2 + 1);
        }
        text.CopyTo(_bytes.AsSpan(ByteCount));
        _hashes[Count] = hash;
        _offsets[++Count] = end;
        if (Count * 2 > _slots.Length)
            Rehash();
        return Count - 1;
    }

    private void Rehash()
    {
        _slots = new int[_slots.Length * 2];
        var mask = _slots.Length - 1;
        for (var code = 0; code < Count; code++)
        {
            var slot = (int)_hashes[code] & mask;
            while (_slots[slot] != 0)
                slot = (slot + 1) & mask;
            _slots[slot] = code + 1;
        }
    }

    // FNV-1a, 32 bits: texts here are short words.
    private static uint Hash(ReadOnlySpan<byte> text)
    {
        var hash = 2166136261u;
        foreach (var b in text)
            hash = (hash ^ b) * 16777619u;
        return hash ^ hash >> 15;
    }
}
