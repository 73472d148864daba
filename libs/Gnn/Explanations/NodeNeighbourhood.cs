using NetMl.Gnn.Inputs;
using NetMl.Tensors;

namespace NetMl.Gnn.Explanations;

/// <summary>The part of a graph of nodes that the answer for one node can depend on.</summary>
/// <param name="Graph">With its own numbers for nodes.</param>
/// <param name="Nodes">[nodes of the part]: their numbers in the whole graph, ascending.</param>
/// <param name="Node">The node in the part.</param>
/// <param name="Edges">Pairs (listener, heard), both in the part, over which a message can reach the node; of an undirected edge one of the two, with the smaller number first.</param>
/// <param name="IsWhole">False: the part was cut because it was too large, and the answer may differ.</param>
internal sealed record NodeNeighbourhood(NodeGraph<float> Graph, int[] Nodes, int Node, (int Listener, int Heard)[] Edges, bool IsWhole)
{
    /// <summary>Nodes up to one step further than messages come from, because degrees count there. O(n + entries of the part).</summary>
    /// <param name="most">Entries that are looked at; beyond them the walk ends early.</param>
    public static NodeNeighbourhood Around(NodeGraph<float> graph, int node, int hops, bool isDirected, int most)
    {
        var distance = new Dictionary<int, int> { [node] = 0 };
        var queue = new Queue<int>([node]);
        var (entries, isWhole) = (0, true);
        while (queue.TryDequeue(out var next))
        {
            if (distance[next] > hops)
                continue;
            var heard = graph.Neighbours.Sources[graph.Neighbours.Offsets[next]..graph.Neighbours.Offsets[next + 1]];
            if ((entries += heard.Length) > most && next != node)
            {
                isWhole = false;
                continue;
            }
            foreach (var other in heard)
                if (distance.TryAdd(other, distance[next] + 1))
                    queue.Enqueue(other);
        }
        int[] nodes = [.. distance.Keys.Order()];
        var number = nodes.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var part = Cut(graph, nodes, number, (_, _) => true);
        var edges = new List<(int, int)>();
        for (var listener = 0; listener < nodes.Length; listener++)
            foreach (var heard in part.Neighbours.Sources[part.Neighbours.Offsets[listener]..part.Neighbours.Offsets[listener + 1]])
                if (IsHeard(distance[nodes[listener]], distance[nodes[heard]], hops, isDirected) && (isDirected || listener < heard))
                    edges.Add((listener, heard));
        return new NodeNeighbourhood(part, nodes, number[node], [.. edges], isWhole);
    }

    /// <summary>Edges over which a message can reach the node, however many. O(nodes and entries within reach).</summary>
    public static int CountEdges(NodeGraph<float> graph, int node, int hops, bool isDirected)
    {
        var distance = new Dictionary<int, int> { [node] = 0 };
        var queue = new Queue<int>([node]);
        var edges = 0;
        while (queue.TryDequeue(out var listener))
        {
            if (distance[listener] >= hops)
                continue;
            foreach (var heard in graph.Neighbours.Sources[graph.Neighbours.Offsets[listener]..graph.Neighbours.Offsets[listener + 1]])
            {
                if (distance.TryAdd(heard, distance[listener] + 1))
                    queue.Enqueue(heard);
                // An undirected edge between two nodes that both listen counts with the one that has the smaller number.
                if (isDirected || distance[heard] >= hops || listener < heard)
                    edges++;
            }
        }
        return edges;
    }

    /// <summary>The part without some of its edges.</summary>
    /// <param name="dropped">(listener, heard).</param>
    public NodeGraph<float> Without(HashSet<(int, int)> dropped) => Cut(
        Graph, [.. Enumerable.Range(0, Nodes.Length)], Enumerable.Range(0, Nodes.Length).ToDictionary(node => node), (listener, heard) => !dropped.Contains((listener, heard)));

    private static bool IsHeard(int listener, int heard, int hops, bool isDirected) => (isDirected ? listener : Math.Min(listener, heard)) < hops;

    private static NodeGraph<float> Cut(NodeGraph<float> graph, int[] nodes, Dictionary<int, int> number, Func<int, int, bool> keeps)
    {
        var (offsets, sources) = (new int[nodes.Length + 1], new List<int>());
        for (var i = 0; i < nodes.Length; i++)
        {
            foreach (var heard in graph.Neighbours.Sources[graph.Neighbours.Offsets[nodes[i]]..graph.Neighbours.Offsets[nodes[i] + 1]])
                if (number.TryGetValue(heard, out var kept) && keeps(i, kept))
                    sources.Add(kept);
            offsets[i + 1] = sources.Count;
        }
        var neighbours = Adjacency.OfRows(nodes.Length, offsets, [.. sources]);
        if (graph.Sparse is { } sparse)
            return NodeGraph<float>.Create(neighbours, Rows(sparse, nodes));
        var dense = graph.Dense ?? throw new InvalidOperationException("A graph of nodes has features of one form.");
        var rows = new Tensor<float>(nodes.Length, dense.Columns);
        for (var i = 0; i < nodes.Length; i++)
            dense.Row(nodes[i]).CopyTo(rows.Row(i));
        return NodeGraph<float>.Create(neighbours, rows);
    }

    private static SparseMatrix<float> Rows(SparseMatrix<float> features, int[] nodes)
    {
        var (offsets, columns, values) = (new int[nodes.Length + 1], new List<int>(), new List<float>());
        for (var i = 0; i < nodes.Length; i++)
        {
            for (var e = features.Pattern.Offsets[nodes[i]]; e < features.Pattern.Offsets[nodes[i] + 1]; e++)
            {
                columns.Add(features.Pattern.Sources[e]);
                values.Add(features.Values[e]);
            }
            offsets[i + 1] = columns.Count;
        }
        return new SparseMatrix<float>(Adjacency.OfRows(features.Columns, offsets, [.. columns]), [.. values]);
    }
}
