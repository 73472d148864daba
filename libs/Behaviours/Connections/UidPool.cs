using System.Text;

namespace NetMl.Behaviours.Connections;

/// <summary>The log's own ids of flows as UTF-8, one after the other, a byte of length before each; ids longer than 255 bytes are cut. A place that was given back is used for the next id as long.</summary>
internal sealed class UidPool
{
    private const int ChunkBits = 16;
    private const int Longest = byte.MaxValue;
    private readonly List<byte[]> _chunks = [];
    private readonly Stack<int>?[] _free = new Stack<int>?[Longest + 1];
    private int _used = 1 << ChunkBits;

    /// <summary>Keeps an id; −1 when there is none, or no room (2 GiB) for any more.</summary>
    public int Add(ReadOnlySpan<byte> uid)
    {
        if (uid.IsEmpty)
            return -1;
        if (uid.Length > Longest)
            uid = uid[..Longest];
        if (_free[uid.Length] is { } free && free.TryPop(out var old))
        {
            uid.CopyTo(_chunks[old >> ChunkBits].AsSpan(PlaceOf(old) + 1));
            return old;
        }
        if (_used + 1 + uid.Length > 1 << ChunkBits)
        {
            if (_chunks.Count == 1 << (31 - ChunkBits))
                return -1;
            _chunks.Add(new byte[1 << ChunkBits]);
            _used = 0;
        }
        var (chunk, place) = (_chunks[^1], _used);
        chunk[place] = (byte)uid.Length;
        uid.CopyTo(chunk.AsSpan(place + 1));
        _used += 1 + uid.Length;
        return ((_chunks.Count - 1) << ChunkBits) | place;
    }

    /// <summary>Gives a place back, whose id nobody asks for any more; −1 is none.</summary>
    public void Free(int place)
    {
        if (place >= 0)
            (_free[_chunks[place >> ChunkBits][PlaceOf(place)]] ??= []).Push(place);
    }

    /// <summary>The id at a place; null for −1.</summary>
    public string? Text(int place)
    {
        if (place < 0)
            return null;
        var (chunk, at) = (_chunks[place >> ChunkBits], PlaceOf(place));
        return Encoding.UTF8.GetString(chunk, at + 1, chunk[at]);
    }

    private static int PlaceOf(int place) => place & ((1 << ChunkBits) - 1);
}
