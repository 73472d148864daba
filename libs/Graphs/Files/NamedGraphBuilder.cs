namespace NetMl.Graphs.Files;

/// <summary>Collects the nodes, edges and attributes of a <see cref="NamedGraph"/>, node by node and edge by edge.</summary>
/// <remarks>Amortised O(1) for each addition; memory in proportion to what was added.</remarks>
public sealed class NamedGraphBuilder
{
    /// <summary>Attributes that nodes, and edges, may have at most: more are a sign of broken input.</summary>
    public const int MaxColumns = 10_000;

    private readonly Dictionary<string, int> _nodeOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _nodeOfText;
    private readonly List<string> _ids = [];
    private readonly List<int> _sources = [];
    private readonly List<int> _targets = [];
    private readonly OrderedDictionary<string, AttributeColumnBuilder> _nodeColumns = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, AttributeColumnBuilder> _edgeColumns = new(StringComparer.Ordinal);

    public NamedGraphBuilder() => _nodeOfText = _nodeOf.GetAlternateLookup<ReadOnlySpan<char>>();

    public int NodeCount => _ids.Count;

    public int EdgeCount => _sources.Count;

    /// <summary>The node of that name, added when there was none.</summary>
    public int Node(ReadOnlySpan<char> id)
    {
        TryAddNode(id, out var node);
        return node;
    }

    /// <summary>Adds a node; false when the name is taken, and gives its node.</summary>
    public bool TryAddNode(ReadOnlySpan<char> id, out int node)
    {
        if (_nodeOfText.TryGetValue(id, out node))
            return false;
        node = _ids.Count;
        var name = id.ToString();
        _ids.Add(name);
        _nodeOf.Add(name, node);
        return true;
    }

    /// <summary>The node of that name, if there is one.</summary>
    public bool TryFindNode(ReadOnlySpan<char> id, out int node) => _nodeOfText.TryGetValue(id, out node);

    /// <summary>Adds an edge between two nodes of this builder and gives its row. Repeats and self-loops are kept.</summary>
    public int AddEdge(int source, int target)
    {
        if ((uint)source >= (uint)_ids.Count || (uint)target >= (uint)_ids.Count)
            throw new ArgumentOutOfRangeException(nameof(source), $"An edge joins nodes {source} and {target}; there are nodes 0 to {_ids.Count - 1}.");
        _sources.Add(source);
        _targets.Add(target);
        return _sources.Count - 1;
    }

    /// <summary>The nodes' attribute of that name; null when there would be more than <see cref="MaxColumns"/>.</summary>
    public AttributeColumnBuilder? NodeColumn(string name) => Column(_nodeColumns, name);

    /// <summary>The edges' attribute of that name; null when there would be more than <see cref="MaxColumns"/>.</summary>
    public AttributeColumnBuilder? EdgeColumn(string name) => Column(_edgeColumns, name);

    /// <summary>The graph of everything added so far. O(n + m + values).</summary>
    public NamedGraph Build(bool isDirected) => new(
        isDirected, _ids.ToArray(), new Dictionary<string, int>(_nodeOf, StringComparer.Ordinal), _sources.ToArray(), _targets.ToArray(),
        [.. _nodeColumns.Values.Select(column => column.Build())], [.. _edgeColumns.Values.Select(column => column.Build())]);

    private static AttributeColumnBuilder? Column(OrderedDictionary<string, AttributeColumnBuilder> columns, string name)
    {
        if (columns.TryGetValue(name, out var known))
            return known;
        if (columns.Count == MaxColumns)
            return null;
        return columns[name] = new AttributeColumnBuilder(name);
    }
}
