using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Structure;

/// <summary>For each node the neighbours of higher degree; nodes are called by their places in <see cref="DegreeOrder"/>, so those are lower places.</summary>
/// <remarks>
/// Places below <see cref="Hubs"/> are hubs. A row with many of them holds them as bits, any other row as a list; the rest is always a list.
/// [n + m / 2] ints and at most 256 bytes for each node of high degree.
/// </remarks>
internal sealed class UpwardRows
{
    public const int Hubs = 2048;
    public const int HubWords = Hubs / 64;

    /// <summary>With fewer hubs than this, looking them up one by one costs less than going through all words.</summary>
    private const int LeastHubsAsBits = 2 * HubWords;
    private const int ChunkNodes = 1 << 9;

    private readonly int[] _first;
    private readonly int[] _hubEnd;
    private readonly int[] _bitsRow;
    private readonly int[] _places;
    private readonly ulong[] _bits;

    public UpwardRows(CsrGraph undirected, DegreeOrder order, int threads)
    {
        var n = undirected.NodeCount;
        _first = new int[n + 1];
        _hubEnd = new int[n];
        _bitsRow = new int[n];
        FixedChunks.Run(n, ChunkNodes, threads, (begin, end) =>
        {
            for (var u = begin; u < end; u++)
                Count(undirected, order, u);
        });
        var denseRows = 0;
        for (var u = 0; u < n; u++)
        {
            _bitsRow[u] = _hubEnd[u] >= LeastHubsAsBits ? denseRows++ : -1;
            _hubEnd[u] += _first[u];
            _first[u + 1] += _first[u];
        }
        _places = GC.AllocateUninitializedArray<int>(_first[n]);
        _bits = new ulong[(long)denseRows * HubWords];
        FixedChunks.Run(n, ChunkNodes, threads, (begin, end) =>
        {
            for (var u = begin; u < end; u++)
                Fill(undirected, order, u);
        });
    }

    /// <summary>All places in the row, hubs first.</summary>
    public ReadOnlySpan<int> Row(int place) => _places.AsSpan(_first[place].._first[place + 1]);

    /// <summary>The row's hubs as bits; empty when they are a part of <see cref="Listed"/>.</summary>
    public ReadOnlySpan<ulong> HubBits(int place) => _bitsRow[place] < 0 ? [] : _bits.AsSpan(_bitsRow[place] * HubWords, Math.Min(place / 64 + 1, HubWords));

    /// <summary>The places of the row that are not in <see cref="HubBits"/>.</summary>
    public ReadOnlySpan<int> Listed(int place) => _places.AsSpan((_bitsRow[place] < 0 ? _first[place] : _hubEnd[place]).._first[place + 1]);

    private void Count(CsrGraph undirected, DegreeOrder order, int place)
    {
        int all = 0, hubs = 0;
        foreach (var neighbour in undirected.Neighbours(order.NodeAt[place]))
        {
            var other = order.PlaceOf[neighbour];
            all += other < place ? 1 : 0;
            hubs += other < Math.Min(place, Hubs) ? 1 : 0;
        }
        _first[place + 1] = all;
        _hubEnd[place] = hubs;
    }

    private void Fill(CsrGraph undirected, DegreeOrder order, int place)
    {
        var (hub, rest) = (_first[place], _hubEnd[place]);
        var bits = _bitsRow[place] < 0 ? [] : _bits.AsSpan(_bitsRow[place] * HubWords, HubWords);
        foreach (var neighbour in undirected.Neighbours(order.NodeAt[place]))
        {
            var other = order.PlaceOf[neighbour];
            if (other >= place)
                continue;
            if (other >= Hubs)
            {
                _places[rest++] = other;
                continue;
            }
            _places[hub++] = other;
            if (!bits.IsEmpty)
                bits[other >> 6] |= 1UL << other;
        }
    }
}
