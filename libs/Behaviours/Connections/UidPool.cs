using System.Text;

namespace NetMl.Behaviours.Connections;

/// <summary>The log's own ids of flows as UTF-8, one after the other, a byte of length before each; ids longer than 255 bytes are cut.</summary>
internal sealed class UidPool
{
    private const int ChunkBits = 16;
    private const int Longest = byte.MaxValue;
    private readonly List<byte[]> _chunks = [];
    private int _used = 1 << ChunkBits;

    /// <summary>Keeps an id; −1 when there is none, or no room (2 GiB) for any more.</summary>
    public int Add(ReadOnlySpan<byte> uid)
    {
        if (uid.IsEmpty)
            return -1;
        if (uid.Length > Longest)
            uid = uid[..Longest];
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

    /// <summary>The id at a place; null for −1.</summary>
    public string? Text(int place)
    {
        if (place < 0)
            return null;
        var (chunk, at) = (_chunks[place >> ChunkBits], place & ((1 << ChunkBits) - 1));
        return Encoding.UTF8.GetString(chunk, at + 1, chunk[at]);
    }
}
