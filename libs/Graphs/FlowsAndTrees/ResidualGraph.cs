using NetMl.Graphs.Csr;

namespace NetMl.Graphs.FlowsAndTrees;

/// <summary>What is left of a graph's capacities, and the ways back along what flows.</summary>
internal sealed class ResidualGraph
{
    private readonly CsrGraph _graph;

    // Edges into each node that ever carried flow, as lists: the first of each node, then (edge, its source, the next).
    private readonly int[] _firstBack;
    private readonly List<(int Edge, int Source, int Next)> _back = [];
    private readonly ulong[] _isInBack;
    private readonly int[] _levels;
    private readonly int[] _nextEdge;
    private readonly int[] _nextBack;
    private readonly int[] _queue;

    // A step of the path that is being built: an edge, or way back ~edge, and where it comes from.
    private readonly List<(int Step, int From)> _path = [];

    public ResidualGraph(CsrGraph graph)
    {
        var n = graph.NodeCount;
        _graph = graph;
        Flows = new double[graph.EdgeCount];
        (_firstBack, _levels, _nextEdge, _nextBack, _queue) = (new int[n], new int[n], new int[n], new int[n], new int[n]);
        _isInBack = new ulong[(graph.EdgeCount + 63) / 64];
        Array.Fill(_firstBack, -1);
    }

    /// <summary>[m].</summary>
    public double[] Flows { get; }

    /// <summary>[n]: what the last search for levels came to.</summary>
    public bool[] IsReached() => Array.ConvertAll(_levels, level => level >= 0);

    /// <summary>Steps from the source, breadth first, as far as the target's level; false when the target cannot be reached.</summary>
    public bool FindLevels(int source, int target)
    {
        Array.Fill(_levels, -1);
        ReadOnlySpan<long> offsets = _graph.Offsets;
        ReadOnlySpan<int> targets = _graph.Targets;
        ReadOnlySpan<double> weights = _graph.Weights;
        var (flows, levels) = (Flows, _levels);
        int taken = 0, count = 0;
        Reach(source, 0, ref count);
        while (taken < count && levels[target] < 0)
        {
            var node = _queue[taken++];
            var level = levels[node] + 1;
            for (var e = (int)offsets[node]; e < offsets[node + 1]; e++)
            {
                var next = targets[e];
                if (levels[next] < 0 && flows[e] < weights[e])
                    Reach(next, level, ref count);
            }
            for (var at = _firstBack[node]; at >= 0; at = _back[at].Next)
            {
                var (edge, from, _) = _back[at];
                if (levels[from] < 0 && flows[edge] > 0)
                    Reach(from, level, ref count);
            }
        }
        return levels[target] >= 0;
    }

    private void Reach(int node, int level, ref int count)
    {
        _levels[node] = level;
        _nextEdge[node] = (int)_graph.Offsets[node];
        _nextBack[node] = _firstBack[node];
        _queue[count++] = node;
    }

    /// <summary>Sends flow along paths that go up a level with each step, until there is none left; gives how much.</summary>
    public double Fill(int source, int target)
    {
        var sum = 0.0;
        _path.Clear();
        for (var node = source; ;)
        {
            if (node == target)
            {
                sum += Send();
                node = source;
                _path.Clear();
            }
            else if (TryStep(node, target, out var step, out var next))
            {
                _path.Add((step, node));
                node = next;
            }
            else if (_path.Count == 0)
            {
                return sum;
            }
            else
            {
                // Nothing leads on from here in this phase.
                _levels[node] = -1;
                node = _path[^1].From;
                _path.RemoveAt(_path.Count - 1);
            }
        }
    }

    private bool TryStep(int node, int target, out int step, out int next)
    {
        ReadOnlySpan<int> targets = _graph.Targets;
        ReadOnlySpan<double> weights = _graph.Weights;
        var (end, level) = ((int)_graph.Offsets[node + 1], _levels[node] + 1);
        for (ref var e = ref _nextEdge[node]; e < end; e++)
        {
            if (!IsUpwards(targets[e], level, target) || !(Flows[e] < weights[e]))
                continue;
            (step, next) = (e, targets[e]);
            return true;
        }
        for (ref var at = ref _nextBack[node]; at >= 0; at = _back[at].Next)
        {
            var (edge, from, _) = _back[at];
            if (!IsUpwards(from, level, target) || !(Flows[edge] > 0))
                continue;
            (step, next) = (~edge, from);
            return true;
        }
        (step, next) = (0, 0);
        return false;
    }

    // Other nodes of the target's level lead nowhere.
    private bool IsUpwards(int next, int level, int target) => _levels[next] == level && (next == target || level < _levels[target]);

    private double Send()
    {
        var amount = double.PositiveInfinity;
        foreach (var (step, _) in _path)
            amount = Math.Min(amount, step >= 0 ? _graph.Weights[step] - Flows[step] : Flows[~step]);
        foreach (var (step, from) in _path)
        {
            if (step < 0)
                Flows[~step] -= amount;
            else
                Add(step, from, amount);
        }
        return amount;
    }

    private void Add(int edge, int from, double amount)
    {
        // Full means exactly full, so that rounding leaves no sliver open.
        var capacity = _graph.Weights[edge];
        Flows[edge] = amount == capacity - Flows[edge] ? capacity : Flows[edge] + amount;
        if ((_isInBack[edge >> 6] >> edge & 1) != 0)
            return;
        _isInBack[edge >> 6] |= 1UL << edge;
        ref var first = ref _firstBack[_graph.Targets[edge]];
        _back.Add((edge, from, first));
        first = _back.Count - 1;
    }
}
