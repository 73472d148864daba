using System.Diagnostics.CodeAnalysis;
using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Files;

/// <summary>A graph as files hold it: nodes with ids, edge rows in file order (repeats and self-loops kept), attributes by column.</summary>
/// <remarks>Immutable. <see cref="EdgeListFile"/>, <see cref="GraphMlFile"/> and <see cref="NodeLinkFile"/> read and write it; algorithms take its <see cref="Csr"/>.</remarks>
public sealed class NamedGraph
{
    /// <summary>Name of the edge attribute that becomes the weights of <see cref="Csr"/>.</summary>
    public const string WeightName = "weight";

    private readonly Dictionary<string, int> _nodeOf;
    private readonly int[] _sources;
    private readonly int[] _targets;
    private readonly Lazy<CsrGraph> _csr;

    internal NamedGraph(
        bool isDirected, IReadOnlyList<string> ids, Dictionary<string, int> nodeOf, int[] sources, int[] targets,
        IReadOnlyList<AttributeColumn> nodeColumns, IReadOnlyList<AttributeColumn> edgeColumns)
    {
        (IsDirected, Ids, _nodeOf, _sources, _targets) = (isDirected, ids, nodeOf, sources, targets);
        (NodeColumns, EdgeColumns) = (nodeColumns, edgeColumns);
        _csr = new Lazy<CsrGraph>(BuildCsr);
    }

    /// <summary>Whether an edge goes one way only.</summary>
    public bool IsDirected { get; }

    /// <summary>n.</summary>
    public int NodeCount => Ids.Count;

    /// <summary>[n]: the id of each node, all different.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>Edge rows, repeats counted.</summary>
    public int EdgeCount => _sources.Length;

    /// <summary>[edge rows]: where each edge begins.</summary>
    public ReadOnlyMemory<int> Sources => _sources;

    /// <summary>[edge rows]: where each edge ends.</summary>
    public ReadOnlyMemory<int> Targets => _targets;

    /// <summary>Attributes by node; names differ.</summary>
    public IReadOnlyList<AttributeColumn> NodeColumns { get; }

    /// <summary>Attributes by edge row; names differ.</summary>
    public IReadOnlyList<AttributeColumn> EdgeColumns { get; }

    /// <summary>
    /// The graph for algorithms: row v is the node with id <c>Ids[v]</c>; an undirected edge stands in both rows, a self-loop once. Repeats become
    /// one edge and their weights add up; an edge without a number in column "weight" weighs 1. O(n + m) the first time, then remembered.
    /// </summary>
    public CsrGraph Csr => _csr.Value;

    /// <summary>A directed graph whose edge rows are the edges of a CSR graph in its order, with their weights, if not all are 1, as column "weight".</summary>
    /// <param name="ids">[n], all different and not empty.</param>
    /// <param name="graph">n nodes.</param>
    /// <param name="nodeColumns">Values by node.</param>
    /// <param name="edgeColumns">Values by edge, in the order of <see cref="CsrGraph.Targets"/>.</param>
    /// <exception cref="ArgumentException">A wrong number of ids, an id that repeats, or a second column "weight".</exception>
    public static NamedGraph FromCsr(
        IReadOnlyList<string> ids, CsrGraph graph, IReadOnlyList<AttributeColumn> nodeColumns, IReadOnlyList<AttributeColumn> edgeColumns)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(nodeColumns);
        ArgumentNullException.ThrowIfNull(edgeColumns);
        if (ids.Count != graph.NodeCount)
            throw new ArgumentException($"{ids.Count} ids for {graph.NodeCount} nodes: give one each.", nameof(ids));
        if (edgeColumns.Any(column => column.Name == WeightName))
            throw new ArgumentException($"Column '{WeightName}' is taken from the graph: leave it out.", nameof(edgeColumns));
        var nodeOf = new Dictionary<string, int>(ids.Count, StringComparer.Ordinal);
        for (var v = 0; v < ids.Count; v++)
        {
            if (ids[v].Length == 0 || !nodeOf.TryAdd(ids[v], v))
                throw new ArgumentException($"Node {v} has the id '{ids[v]}', which is empty or taken.", nameof(ids));
        }
        var sources = new int[graph.EdgeCount];
        for (var v = 0; v < graph.NodeCount; v++)
            sources.AsSpan((int)graph.Offsets[v]..(int)graph.Offsets[v + 1]).Fill(v);
        return new NamedGraph(
            true, ids, nodeOf, sources, graph.Targets.ToArray(), nodeColumns,
            graph.IsWeighted ? [AttributeColumn.Numbers(WeightName, graph.Weights), .. edgeColumns] : edgeColumns);
    }

    /// <summary>The node of an id. O(1).</summary>
    public bool TryFindNode(string id, out int node) => _nodeOf.TryGetValue(id, out node);

    /// <summary>The nodes' attribute of that name.</summary>
    public bool TryFindNodeColumn(string name, [NotNullWhen(true)] out AttributeColumn? column) => TryFind(NodeColumns, name, out column);

    /// <summary>The edges' attribute of that name.</summary>
    public bool TryFindEdgeColumn(string name, [NotNullWhen(true)] out AttributeColumn? column) => TryFind(EdgeColumns, name, out column);

    private static bool TryFind(IReadOnlyList<AttributeColumn> columns, string name, [NotNullWhen(true)] out AttributeColumn? column)
    {
        column = columns.FirstOrDefault(candidate => candidate.Name == name);
        return column is not null;
    }

    private CsrGraph BuildCsr()
    {
        var weights = Array.Empty<double>();
        if (TryFindEdgeColumn(WeightName, out var column) && column.Kind is AttributeKind.Integer or AttributeKind.Number)
        {
            weights = new double[EdgeCount];
            for (var row = 0; row < weights.Length; row++)
                weights[row] = column.NumberAt(row) ?? 1;
        }
        if (IsDirected)
            return CsrBuilder.Directed(NodeCount, _sources, _targets, weights).Graph;

        var back = Enumerable.Range(0, EdgeCount).Where(row => _sources[row] != _targets[row]).ToArray();
        return CsrBuilder.Directed(
            NodeCount, [.. _sources, .. back.Select(row => _targets[row])], [.. _targets, .. back.Select(row => _sources[row])],
            weights.Length == 0 ? [] : [.. weights, .. back.Select(row => weights[row])]).Graph;
    }
}
