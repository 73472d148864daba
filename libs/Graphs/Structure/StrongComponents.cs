using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Structure;

/// <summary>Finds the sets of nodes that all reach each other.</summary>
public static class StrongComponents
{
    /// <summary>Labels each node with its strongly connected component.</summary>
    /// <returns>Components numbered by their first node.</returns>
    /// <remarks>
    /// O(n + m), [4n] scratch, no recursion. Source: Pearce 2016, "A space-efficient algorithm for finding strongly connected components";
    /// we differ: the way back is kept in a parent per node.
    /// </remarks>
    public static ComponentLabels Compute(CsrGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var search = new Search(graph);
        for (var v = 0; v < graph.NodeCount; v++)
            search.From(v);
        return Number(search.ComponentOf);
    }

    /// <summary>Numbers components by their first node.</summary>
    private static ComponentLabels Number(int[] componentOf)
    {
        var numberOf = new int[componentOf.Length + 1];
        var sizes = new List<int>();
        for (var v = 0; v < componentOf.Length; v++)
        {
            ref var number = ref numberOf[componentOf[v]];
            if (number == 0)
            {
                sizes.Add(0);
                number = sizes.Count;
            }
            componentOf[v] = number - 1;
            sizes[number - 1]++;
        }
        return new ComponentLabels(componentOf, sizes.ToArray());
    }

    private ref struct Search
    {
        private readonly ReadOnlySpan<long> _offsets;
        private readonly ReadOnlySpan<int> _targets;

        // 0 = not visited. While open: the lowest place on the stack (from 1) that is known to be reachable. When closed: the component,
        // counted down from n, which is above every place that is taken.
        private readonly int[] _low;
        private readonly int[] _next;
        private readonly int[] _parents;
        private readonly int[] _stack;
        private int _open;
        private int _component;

        public Search(CsrGraph graph)
        {
            var n = graph.NodeCount;
            _offsets = graph.Offsets;
            _targets = graph.Targets;
            (_low, _next, _parents, _stack) = (new int[n], new int[n], new int[n], new int[n]);
            _component = n;
        }

        public readonly int[] ComponentOf => _low;

        public void From(int root)
        {
            if (_low[root] != 0)
                return;
            Open(root, parent: -1);
            for (var node = root; node >= 0;)
            {
                var child = Scan(node);
                if (child >= 0)
                {
                    Open(child, node);
                    node = child;
                    continue;
                }
                if (_stack[_low[node] - 1] == node)
                    Close(_low[node] - 1);
                node = _parents[node];
            }
        }

        /// <summary>Goes on in a node's row up to a node not visited; −1 at the end. That edge is looked at again, with the low place that the child then has.</summary>
        private readonly int Scan(int node)
        {
            var row = _targets[_next[node]..(int)_offsets[node + 1]];
            var lowest = _low[node];
            for (var i = 0; i < row.Length; i++)
            {
                var low = _low[row[i]];
                if (low == 0)
                {
                    _low[node] = lowest;
                    _next[node] += i;
                    return row[i];
                }
                lowest = Math.Min(lowest, low);
            }
            _low[node] = lowest;
            _next[node] += row.Length;
            return -1;
        }

        private void Open(int node, int parent)
        {
            _stack[_open++] = node;
            _low[node] = _open;
            _next[node] = (int)_offsets[node];
            _parents[node] = parent;
        }

        private void Close(int place)
        {
            foreach (var node in _stack.AsSpan(place.._open))
                _low[node] = _component;
            _open = place;
            _component--;
        }
    }
}
