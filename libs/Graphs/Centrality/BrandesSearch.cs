using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Centrality;

/// <summary>The nodes that Brandes' algorithm searches from.</summary>
/// <param name="Sources">Nodes, ascending.</param>
/// <param name="Repeats">[sources]: how often each search counts.</param>
internal sealed record BrandesSources(int[] Sources, int[] Repeats)
{
    /// <summary>On an undirected graph, a node with one neighbour sees the rest of the graph as that neighbour does: its search is left to it.</summary>
    public static BrandesSources Of(CsrGraph graph)
    {
        var repeats = new int[graph.NodeCount];
        Array.Fill(repeats, 1);
        if (CsrSymmetry.Holds(graph))
        {
            for (var v = 0; v < repeats.Length; v++)
            {
                if (!IsLeaf(graph, v))
                    continue;
                repeats[v] = 0;
                repeats[graph.Neighbours(v)[0]]++;
            }
        }
        var sources = new List<int>();
        for (var v = 0; v < repeats.Length; v++)
        {
            if (repeats[v] > 0 && graph.OutDegree(v) > 0)
                sources.Add(v);
        }
        return new BrandesSources([.. sources], sources.ConvertAll(v => repeats[v]).ToArray());
    }

    /// <summary>One neighbour, not the node itself, which has others.</summary>
    private static bool IsLeaf(CsrGraph graph, int node) =>
        graph.OutDegree(node) == 1 && graph.Neighbours(node)[0] is var other && other != node && graph.OutDegree(other) > 1;
}

/// <summary>One search and its way back, which adds what the source contributes to every node's betweenness.</summary>
internal sealed class BrandesSearch(CsrGraph graph)
{
    private readonly int[] _distance = Unreached(graph.NodeCount);
    private readonly double[] _paths = new double[graph.NodeCount];
    private readonly double[] _share = new double[graph.NodeCount];
    private readonly double[] _dependency = new double[graph.NodeCount];
    private readonly int[] _order = new int[graph.NodeCount];
    private readonly List<int> _levels = [];

    /// <param name="repeats">1 and the leaves at the source: each of them adds what the source does, and all paths from it lead through the source.</param>
    public void Add(int source, int repeats, double[] sum)
    {
        var count = Search(source);
        for (var level = _levels.Count - 2; level >= 1; level--)
        {
            int begin = _levels[level], end = _levels[level + 1];
            for (var i = begin; i < end; i++)
            {
                var v = _order[i];
                var next = 0.0;
                foreach (var w in graph.Neighbours(v))
                    next += _share[w];
                _dependency[i] = _paths[v] * next;
                sum[v] += repeats * _dependency[i];
            }
            // Only the level below holds shares, so a node need not ask which of its neighbours lie there.
            if (level + 1 < _levels.Count - 1)
                Clear(_share, end, _levels[level + 2]);
            for (var i = begin; i < end; i++)
                _share[_order[i]] = (1 + _dependency[i]) / _paths[_order[i]];
        }
        if (_levels.Count > 2)
            Clear(_share, _levels[1], _levels[2]);
        sum[source] += (repeats - 1.0) * (count - 2);
        foreach (var v in _order.AsSpan(0, count))
            _distance[v] = -1;
    }

    /// <summary>Orders the nodes that the source reaches by distance and counts shortest paths; gives how many nodes.</summary>
    private int Search(int source)
    {
        _levels.Clear();
        _levels.Add(0);
        _distance[source] = 0;
        _paths[source] = 1;
        _order[0] = source;
        int begin = 0, count = 1;
        for (var distance = 1; begin < count; distance++)
        {
            var end = count;
            _levels.Add(end);
            for (var i = begin; i < end; i++)
            {
                var u = _order[i];
                var paths = _paths[u];
                foreach (var v in graph.Neighbours(u))
                {
                    if (_distance[v] < 0)
                    {
                        _distance[v] = distance;
                        _paths[v] = paths;
                        _order[count++] = v;
                    }
                    else if (_distance[v] == distance)
                    {
                        _paths[v] += paths;
                    }
                }
            }
            begin = end;
        }
        return count;
    }

    private void Clear(double[] values, int begin, int end)
    {
        foreach (var v in _order.AsSpan(begin, end - begin))
            values[v] = 0;
    }

    private static int[] Unreached(int nodes)
    {
        var distances = new int[nodes];
        Array.Fill(distances, -1);
        return distances;
    }
}
