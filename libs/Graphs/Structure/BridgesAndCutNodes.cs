using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Structure;

/// <summary>Where a graph falls apart.</summary>
/// <param name="Bridges">Edges, lower end first and ascending, without which there are more components.</param>
/// <param name="CutNodes">Nodes, ascending, without which there are more components; also called articulation points.</param>
public sealed record WeakPoints(ReadOnlyMemory<(int Low, int High)> Bridges, ReadOnlyMemory<int> CutNodes);

/// <summary>Finds the edges and nodes that alone hold parts of an undirected graph together.</summary>
public static class BridgesAndCutNodes
{
    /// <summary>Finds bridges and cut nodes in one depth-first search.</summary>
    /// <param name="undirected">As <see cref="CsrBuilder.UndirectedSimple"/> makes it: symmetric, no self-loops. Edges that repeat count as one.</param>
    /// <remarks>
    /// O(n + m), [4n] scratch, no recursion. Source: Hopcroft and Tarjan 1973, "Algorithm 447: efficient algorithms for graph manipulation";
    /// bridges after Tarjan 1974.
    /// </remarks>
    public static WeakPoints Compute(CsrGraph undirected)
    {
        ArgumentNullException.ThrowIfNull(undirected);
        var search = new Search(undirected);
        for (var v = 0; v < undirected.NodeCount; v++)
            search.From(v);
        var cutNodes = new List<int>();
        for (var v = 0; v < undirected.NodeCount; v++)
        {
            if (search.IsCutNode[v])
                cutNodes.Add(v);
        }
        return new WeakPoints(Unpacked(search.Bridges), cutNodes.ToArray());
    }

    private static (int Low, int High)[] Unpacked(List<long> bridges)
    {
        bridges.Sort();
        return [.. bridges.Select(bridge => ((int)(bridge >> 32), (int)bridge))];
    }

    private ref struct Search
    {
        private readonly ReadOnlySpan<long> _offsets;
        private readonly ReadOnlySpan<int> _targets;

        // When each node was visited, from 1; 0 = not yet.
        private readonly int[] _visit;

        // The earliest visit that a node's subtree reaches by one edge off the tree.
        private readonly int[] _low;
        private readonly int[] _next;
        private readonly int[] _parents;
        private int _visited;

        public Search(CsrGraph graph)
        {
            var n = graph.NodeCount;
            _offsets = graph.Offsets;
            _targets = graph.Targets;
            (_visit, _low, _next, _parents, IsCutNode) = (new int[n], new int[n], new int[n], new int[n], new bool[n]);
        }

        /// <summary>Lower end in the upper half, higher end in the lower.</summary>
        public List<long> Bridges { get; } = [];

        public bool[] IsCutNode { get; }

        public void From(int root)
        {
            if (_visit[root] != 0)
                return;
            Visit(root, parent: -1);
            var rootChildren = 0;
            for (var node = root; node >= 0;)
            {
                var child = Scan(node);
                if (child >= 0)
                {
                    Visit(child, node);
                    node = child;
                    continue;
                }
                var parent = _parents[node];
                if (parent == root)
                    rootChildren++;
                if (parent >= 0)
                    Leave(node, parent, root);
                node = parent;
            }
            IsCutNode[root] = rootChildren > 1;
        }

        private readonly void Leave(int node, int parent, int root)
        {
            _low[parent] = Math.Min(_low[parent], _low[node]);
            if (_low[node] > _visit[parent])
                Bridges.Add(((long)Math.Min(node, parent) << 32) | (uint)Math.Max(node, parent));
            if (_low[node] >= _visit[parent] && parent != root)
                IsCutNode[parent] = true;
        }

        /// <summary>Goes on in a node's row up to a node not visited; −1 at the end.</summary>
        private readonly int Scan(int node)
        {
            var row = _targets[_next[node]..(int)_offsets[node + 1]];
            var (lowest, parent) = (_low[node], _parents[node]);
            for (var i = 0; i < row.Length; i++)
            {
                var visit = _visit[row[i]];
                if (visit == 0)
                {
                    _low[node] = lowest;
                    _next[node] += i + 1;
                    return row[i];
                }
                if (visit < lowest && row[i] != parent)
                    lowest = visit;
            }
            _low[node] = lowest;
            _next[node] += row.Length;
            return -1;
        }

        private void Visit(int node, int parent)
        {
            _visit[node] = _low[node] = ++_visited;
            _next[node] = (int)_offsets[node];
            _parents[node] = parent;
        }
    }
}
