namespace NetMl.Behaviours.Connections;

/// <summary>Connections by row number, in chunks that never move; rows that were given back are used again.</summary>
internal sealed class ConnectionRows
{
    private const int ChunkBits = 12;
    private readonly List<Connection[]> _chunks = [];
    private readonly Stack<int> _free = [];
    private int _count;

    /// <summary>Rows in use.</summary>
    public int Count => _count - _free.Count;

    public ref readonly Connection this[int row] => ref _chunks[row >> ChunkBits][row & ((1 << ChunkBits) - 1)];

    /// <summary>Keeps a connection and gives its row number.</summary>
    public int Add(in Connection connection)
    {
        if (!_free.TryPop(out var row))
        {
            row = _count++;
            if (row >> ChunkBits == _chunks.Count)
                _chunks.Add(new Connection[1 << ChunkBits]);
        }
        _chunks[row >> ChunkBits][row & ((1 << ChunkBits) - 1)] = connection;
        return row;
    }

    /// <summary>Gives a row back; nobody may refer to it any more.</summary>
    public void Free(int row) => _free.Push(row);
}
