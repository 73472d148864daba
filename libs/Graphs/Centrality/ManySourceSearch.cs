using System.Numerics;
using System.Runtime.InteropServices;
using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Centrality;

/// <summary>Breadth-first search from many sources at once, one bit each, which adds up per node how far the sources are.</summary>
internal sealed class ManySourceSearch(CsrGraph graph)
{
    private readonly CsrGraph _back = graph.Transpose;
    private readonly Vector<ulong>[] _seen = new Vector<ulong>[graph.NodeCount];
    private readonly List<int> _touched = [];
    private Vector<ulong>[] _frontier = new Vector<ulong>[graph.NodeCount];
    private Vector<ulong>[] _next = new Vector<ulong>[graph.NodeCount];
    private List<int> _active = [];
    private List<int> _nextActive = [];
    private int _distance;
    private long _share;

    /// <summary>Sources that one search serves; a choice of speed alone.</summary>
    public static int Sources => 64 * Vector<ulong>.Count;

    /// <summary>[n]: sources that reached each node so far, itself not included.</summary>
    public long[] Reachable { get; } = new long[graph.NodeCount];

    /// <summary>[n]: Σ distance from these sources.</summary>
    public long[] Farness { get; } = new long[graph.NodeCount];

    /// <summary>[n]: Σ 1 / distance from these sources, in multiples of <see cref="NearnessUnit"/>.</summary>
    public long[] Nearness { get; } = new long[graph.NodeCount];

    /// <summary>The smallest power of two of which n fit into 62 bits.</summary>
    public static double NearnessUnit(int nodes) => Math.ScaleB(1, BitOperations.Log2((uint)nodes) + 1 - 62);

    /// <summary>Searches from nodes begin..end−1, at most <see cref="Sources"/>.</summary>
    public void Run(int begin, int end)
    {
        Array.Clear(_seen);
        var everyone = Seed(begin, end);
        for (_distance = 1; _active.Count > 0; _distance++)
        {
            _share = (long)Math.Round(1 / (_distance * NearnessUnit(_seen.Length)));
            var work = 0L;
            foreach (var v in _active)
                work += graph.OutDegree(v);
            if (work > graph.EdgeCount / 4)
                Pull(everyone);
            else
                Push();

            foreach (var v in _active)
                _frontier[v] = default;
            _active.Clear();
            (_active, _nextActive) = (_nextActive, _active);
            (_frontier, _next) = (_next, _frontier);
        }
    }

    private Vector<ulong> Seed(int begin, int end)
    {
        var everyone = Vector<ulong>.Zero;
        for (var v = begin; v < end; v++)
        {
            var bit = Bit(v - begin);
            everyone |= bit;
            _seen[v] = _frontier[v] = bit;
            _active.Add(v);
        }
        return everyone;
    }

    private static Vector<ulong> Bit(int number) =>
        Vector<ulong>.Zero.WithElement(number / 64, 1UL << (number % 64));

    /// <summary>Each node that not all sources have reached looks at the nodes before it: best while the frontier is large.</summary>
    private void Pull(Vector<ulong> everyone)
    {
        for (var v = 0; v < _seen.Length; v++)
        {
            var seen = _seen[v];
            if (seen == everyone)
                continue;
            var reached = Vector<ulong>.Zero;
            foreach (var u in _back.Neighbours(v))
                reached |= _frontier[u];
            Arrive(v, Vector.AndNot(reached, seen));
        }
    }

    /// <summary>Each node of the frontier sends its bits on: best while the frontier is small.</summary>
    private void Push()
    {
        foreach (var u in _active)
        {
            var sent = _frontier[u];
            foreach (var v in graph.Neighbours(u))
            {
                if (_next[v] == Vector<ulong>.Zero)
                    _touched.Add(v);
                _next[v] |= sent;
            }
        }
        foreach (var v in _touched)
        {
            var arrived = Vector.AndNot(_next[v], _seen[v]);
            _next[v] = default;
            Arrive(v, arrived);
        }
        _touched.Clear();
    }

    private void Arrive(int node, Vector<ulong> arrived)
    {
        if (arrived == Vector<ulong>.Zero)
            return;
        _seen[node] |= arrived;
        _next[node] = arrived;
        _nextActive.Add(node);
        var count = 0L;
        for (var i = 0; i < Vector<ulong>.Count; i++)
            count += BitOperations.PopCount(arrived[i]);
        Reachable[node] += count;
        Farness[node] += count * _distance;
        Nearness[node] += count * _share;
    }
}
