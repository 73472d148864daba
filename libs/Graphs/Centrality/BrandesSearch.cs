using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Centrality;

/// <summary>One search and its way back, which adds what the source contributes to every node's betweenness.</summary>
/// <remarks>
/// Between two levels, numbers travel along the edges of the level that has fewer: sent by one or fetched by the other. A fetching node adds
/// what all its neighbours hold, since only those of the level in question hold anything.
/// </remarks>
internal sealed class BrandesSearch(CsrGraph graph)
{
    private readonly CsrGraph _back = graph.Transpose;
    private readonly int[] _distance = new int[graph.NodeCount];
    private readonly double[] _paths = new double[graph.NodeCount];
    private readonly double[] _held = new double[graph.NodeCount];
    private readonly double[] _received = new double[graph.NodeCount];
    private readonly double[] _dependency = new double[graph.NodeCount];
    private readonly int[] _order = new int[graph.NodeCount];
    private readonly int[] _unreached = new int[graph.NodeCount];
    private readonly List<int> _levels = [];
    private int _count;
    private int _unreachedCount;

    /// <param name="repeats">1 and the leaves at the source: each of them adds what the source does, and all paths from it lead through the source.</param>
    public void Add(int source, int repeats, double[] sum)
    {
        Search(source);
        Array.Clear(_received);
        for (var level = _levels.Count - 2; level >= 1; level--)
        {
            int begin = _levels[level], end = _levels[level + 1];
            if (end < _count)
                ReturnFrom(end, _levels[level + 2], begin);
            for (var i = begin; i < end; i++)
            {
                var v = _order[i];
                _dependency[i] = _paths[v] * _received[v];
                sum[v] += repeats * _dependency[i];
            }
        }
        sum[source] += (repeats - 1.0) * (_count - 2);
    }

    /// <summary>Brings (1 + dependency) / paths of each node at begin..end−1 of the order to the nodes before it, at before..begin−1.</summary>
    private void ReturnFrom(int begin, int end, int before)
    {
        if (Edges(_back, begin, end) <= Edges(graph, before, begin))
        {
            // Nodes of the same and later levels get something too, which nobody reads.
            for (var i = begin; i < end; i++)
            {
                var share = (1 + _dependency[i]) / _paths[_order[i]];
                foreach (var v in _back.Neighbours(_order[i]))
                    _received[v] += share;
            }
            return;
        }
        for (var i = begin; i < end; i++)
            _held[_order[i]] = (1 + _dependency[i]) / _paths[_order[i]];
        for (var i = before; i < begin; i++)
            _received[_order[i]] = Fetch(graph.Neighbours(_order[i]));
        Release(begin, end);
    }

    /// <summary>Orders the nodes that the source reaches by distance and counts shortest paths.</summary>
    private void Search(int source)
    {
        Array.Fill(_distance, -1);
        _unreachedCount = 0;
        _levels.Clear();
        _levels.Add(0);
        (_distance[source], _paths[source], _order[0], _count) = (0, 1, source, 1);
        var unreachedEdges = _back.EdgeCount - _back.OutDegree(source);
        for (int begin = 0, distance = 1; begin < _count; distance++)
        {
            var end = _count;
            _levels.Add(end);
            if (Edges(graph, begin, end) <= unreachedEdges)
                Send(begin, end, distance);
            else
                FetchFrom(begin, end, distance);
            unreachedEdges -= Edges(_back, end, _count);
            begin = end;
        }
    }

    private void Send(int begin, int end, int distance)
    {
        for (var i = begin; i < end; i++)
        {
            var paths = _paths[_order[i]];
            foreach (var v in graph.Neighbours(_order[i]))
            {
                if (_distance[v] < 0)
                    Reach(v, distance, paths);
                else if (_distance[v] == distance)
                    _paths[v] += paths;
            }
        }
    }

    private void FetchFrom(int begin, int end, int distance)
    {
        for (var i = begin; i < end; i++)
            _held[_order[i]] = _paths[_order[i]];
        ListUnreached();
        foreach (var v in _unreached.AsSpan(0, _unreachedCount))
        {
            var paths = Fetch(_back.Neighbours(v));
            if (paths > 0)
                Reach(v, distance, paths);
        }
        Release(begin, end);
    }

    private void Reach(int node, int distance, double paths)
    {
        _distance[node] = distance;
        _paths[node] = paths;
        _order[_count++] = node;
    }

    /// <summary>Lists nodes without a distance that edges lead to: from all nodes the first time, then from those listed before.</summary>
    private void ListUnreached()
    {
        var isFirst = _unreachedCount == 0;
        var candidates = isFirst ? _distance.Length : _unreachedCount;
        _unreachedCount = 0;
        for (var i = 0; i < candidates; i++)
        {
            var v = isFirst ? i : _unreached[i];
            if (_distance[v] < 0 && _back.OutDegree(v) > 0)
                _unreached[_unreachedCount++] = v;
        }
    }

    private double Fetch(ReadOnlySpan<int> neighbours)
    {
        var sum = 0.0;
        foreach (var u in neighbours)
            sum += _held[u];
        return sum;
    }

    private void Release(int begin, int end)
    {
        foreach (var v in _order.AsSpan(begin, end - begin))
            _held[v] = 0;
    }

    private long Edges(CsrGraph rows, int begin, int end)
    {
        var edges = 0L;
        foreach (var v in _order.AsSpan(begin, end - begin))
            edges += rows.OutDegree(v);
        return edges;
    }
}
