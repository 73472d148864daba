using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Traversal;

/// <summary>The order in which a depth-first search comes to nodes and leaves them.</summary>
/// <param name="Preorder">Visited nodes, in the order of coming.</param>
/// <param name="Postorder">The same nodes, in the order of leaving for good.</param>
/// <param name="Parents">[n]: where the search came from; −1 for roots and nodes not visited.</param>
public sealed record DepthFirstSearch(ReadOnlyMemory<int> Preorder, ReadOnlyMemory<int> Postorder, ReadOnlyMemory<int> Parents);

/// <summary>Walks a graph depth first, neighbours in ascending order.</summary>
public static class DepthFirstOrder
{
    /// <summary>Visits every node: the search begins again at the lowest node not visited.</summary>
    /// <remarks>O(n + m), [5n] scratch and results; no recursion. Source: Tarjan 1972.</remarks>
    public static DepthFirstSearch Compute(CsrGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var walk = new Walk(graph);
        for (var v = 0; v < graph.NodeCount; v++)
            walk.From(v);
        return walk.Result;
    }

    /// <summary>Visits the nodes that a node reaches.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The graph has no such node.</exception>
    /// <remarks>O(n) and the edges of visited nodes; no recursion.</remarks>
    public static DepthFirstSearch Compute(CsrGraph graph, int source)
    {
        ArgumentNullException.ThrowIfNull(graph);
        EdgeLengths.CheckNode(graph, source, nameof(source));
        var walk = new Walk(graph);
        walk.From(source);
        return walk.Result;
    }

    private sealed class Walk
    {
        private readonly CsrGraph _graph;
        private readonly int[] _preorder;
        private readonly int[] _postorder;
        private readonly int[] _parents;

        // Where to go on in each node's row; −1 for nodes not visited.
        private readonly int[] _next;
        private int _visited;
        private int _left;

        public Walk(CsrGraph graph)
        {
            _graph = graph;
            _preorder = new int[graph.NodeCount];
            _postorder = new int[graph.NodeCount];
            _parents = new int[graph.NodeCount];
            _next = new int[graph.NodeCount];
            Array.Fill(_parents, -1);
            Array.Fill(_next, -1);
        }

        public DepthFirstSearch Result => new(_preorder.AsMemory(0, _visited), _postorder.AsMemory(0, _left), _parents);

        public void From(int root)
        {
            if (_next[root] >= 0)
                return;
            ReadOnlySpan<long> offsets = _graph.Offsets;
            ReadOnlySpan<int> targets = _graph.Targets;
            Visit(root, (int)offsets[root]);
            // The way back is in the parents, so no stack is needed.
            for (var node = root; node >= 0;)
            {
                var at = _next[node];
                var end = (int)offsets[node + 1];
                while (at < end && _next[targets[at]] >= 0)
                    at++;
                if (at == end)
                {
                    _postorder[_left++] = node;
                    _next[node] = at;
                    node = _parents[node];
                    continue;
                }
                var child = targets[at];
                _next[node] = at + 1;
                _parents[child] = node;
                Visit(child, (int)offsets[child]);
                node = child;
            }
        }

        private void Visit(int node, int begin)
        {
            _preorder[_visited++] = node;
            _next[node] = begin;
        }
    }
}
