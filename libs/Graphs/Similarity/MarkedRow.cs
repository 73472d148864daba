using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Similarity;

/// <summary>The neighbours of one node, marked so that others can ask without comparing lists.</summary>
internal sealed class MarkedRow(CsrGraph graph)
{
    private readonly int[] _roundOf = new int[graph.NodeCount];
    private int _round;

    /// <summary>Whose neighbours are marked; −1 before the first.</summary>
    public int Node { get; private set; } = -1;

    /// <summary>Marks the neighbours of a node and nothing else. O(degree), nothing when they are marked already.</summary>
    public void Take(int node)
    {
        if (Node == node)
            return;
        Node = node;
        _round++;
        foreach (var v in graph.Neighbours(node))
            _roundOf[v] = _round;
    }

    public bool Has(int node) => _roundOf[node] == _round;

    /// <summary>How many of the nodes are marked.</summary>
    public int Count(ReadOnlySpan<int> nodes)
    {
        var count = 0;
        foreach (var v in nodes)
            count += Has(v) ? 1 : 0;
        return count;
    }
}
