using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Traversal;

/// <summary>Finds shortest paths to one target that go round some nodes; distances to the target without going round them guide the search.</summary>
internal sealed class GuidedSearch
{
    private readonly CsrGraph _graph;
    private readonly ShortestPaths _toTarget;
    private readonly DistanceHeap _heap;
    private readonly double[] _lengths;
    private readonly int[] _predecessors;
    private readonly bool[] _isBarred;
    private readonly List<int> _touched = [];

    /// <param name="toTarget">Of the transpose, from the target.</param>
    public GuidedSearch(CsrGraph graph, ShortestPaths toTarget)
    {
        (_graph, _toTarget) = (graph, toTarget);
        _heap = new DistanceHeap(graph.NodeCount);
        (_lengths, _predecessors, _isBarred) = (new double[graph.NodeCount], new int[graph.NodeCount], new bool[graph.NodeCount]);
        Array.Fill(_lengths, double.PositiveInfinity);
    }

    /// <summary>The shortest path that begins with given nodes and then goes on from a node; null when there is none.</summary>
    /// <param name="before">The nodes before it, which must not come again.</param>
    /// <param name="from">Where the search begins.</param>
    /// <param name="length">Of the path up to there.</param>
    /// <param name="without">Nodes that must not come directly after it.</param>
    public RankedPath? Find(ReadOnlySpan<int> before, int from, double length, ReadOnlySpan<int> without)
    {
        foreach (var node in before)
            _isBarred[node] = true;
        Reach(from, -1, length);
        var target = _toTarget.Source;
        while (_heap.Count > 0)
        {
            var (_, node) = _heap.Take();
            if (node == target)
                break;
            var row = _graph.Neighbours(node);
            var lengths = _graph.NeighbourWeights(node);
            for (var i = 0; i < row.Length; i++)
            {
                var longer = _lengths[node] + lengths[i];
                if (longer < _lengths[row[i]] && !_isBarred[row[i]] && !(node == from && without.Contains(row[i])))
                    Reach(row[i], node, longer);
            }
        }
        var path = double.IsPositiveInfinity(_lengths[target]) ? null : new RankedPath(_lengths[target], PathTo(target, before));
        foreach (var node in before)
            _isBarred[node] = false;
        foreach (var node in _touched)
            _lengths[node] = double.PositiveInfinity;
        _touched.Clear();
        _heap.Clear();
        return path;
    }

    private void Reach(int node, int from, double length)
    {
        var rest = _toTarget.Distances.Span[node];
        if (double.IsPositiveInfinity(rest))
            return;
        if (double.IsPositiveInfinity(_lengths[node]))
            _touched.Add(node);
        _lengths[node] = length;
        _predecessors[node] = from;
        _heap.AddOrLower(node, length + rest);
    }

    private int[] PathTo(int target, ReadOnlySpan<int> before)
    {
        var nodes = new List<int>();
        for (var node = target; node >= 0; node = _predecessors[node])
            nodes.Add(node);
        nodes.Reverse();
        return [.. before, .. nodes];
    }
}
