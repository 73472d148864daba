using NetMl.Graphs.Files;
using NetMl.Graphs.Traversal;

namespace NetMl.Graphs.Labelled;

/// <summary>Any graph to learn from: nodes with ids and, where given, features, a class label and a part of the learning task; edges.</summary>
/// <param name="Graph">Ids, edges and direction.</param>
/// <param name="Labels">[n]; null = the node has none.</param>
/// <param name="Splits">[n].</param>
/// <param name="Features">[n, f].</param>
/// <param name="FeatureNames">[f], or empty when features have numbers only.</param>
/// <param name="LeftOut">Attributes of nodes that are neither numbers nor the label or part.</param>
public sealed record LabelledGraph(
    NamedGraph Graph, IReadOnlyList<string?> Labels, IReadOnlyList<NodeSplit> Splits, SparseRows Features, IReadOnlyList<string> FeatureNames, IReadOnlyList<string> LeftOut)
{
    private const long MaxLookups = 1L << 30;

    /// <summary>The edge rows that have a time (<see cref="RowTimes"/>), repeats kept; null = none has.</summary>
    public TimedEdges? Times { get; init; } = RowTimes.Of(Graph);

    /// <summary>Takes from a graph file the node attributes "label" and "split" as what they say, and all that are numbers as features.</summary>
    /// <exception cref="GraphInputException">A "split" that is none, a number that is not finite or that some nodes lack, or more attributes and nodes than can be looked through.</exception>
    public static LabelledGraph Of(NamedGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        graph.TryFindNodeColumn(NodeTable.Label, out var labels);
        graph.TryFindNodeColumn(NodeTable.Split, out var splits);
        var others = graph.NodeColumns.Where(column => column != labels && column != splits).ToLookup(column => column.Kind != AttributeKind.Text);
        var numbers = others[true].ToList();
        if ((long)numbers.Count * graph.NodeCount > MaxLookups)
            throw new GraphInputException(1, $"{graph.NodeCount} nodes with {numbers.Count} attributes are more than {MaxLookups} values: leave attributes out.");
        var features = new SparseRowsBuilder();
        for (var node = 0; node < graph.NodeCount; node++)
        {
            for (var i = 0; i < numbers.Count; i++)
                features.Add(i, Finite(graph.Ids[node], numbers[i].Name, numbers[i].NumberAt(node)));
            features.EndRow();
        }
        return new LabelledGraph(
            graph, [.. Enumerable.Range(0, graph.NodeCount).Select(node => labels?.TextAt(node))],
            [.. Enumerable.Range(0, graph.NodeCount).Select(node => ReadSplit(graph.Ids[node], splits?.TextAt(node)))],
            features.Build(), [.. numbers.Select(column => column.Name)], [.. others[false].Select(column => column.Name)]);
    }

    private static float Finite(string id, string name, double? number) => number switch
    {
        null => throw new GraphInputException(1, $"node '{id}' has no '{name}', which other nodes have as a number: give it one, or leave '{name}' out of all nodes."),
        { } value when float.IsFinite((float)value) => (float)value,
        { } value => throw new GraphInputException(1, $"node '{id}' has '{name}' = {value}; features must be finite numbers."),
    };

    private static NodeSplit ReadSplit(string id, string? text) =>
        NodeSplits.TryParse(text ?? "", out var split) ? split : throw new GraphInputException(1, $"node '{id}' has the split '{text}'; it must be {NodeSplits.Allowed}.");
}
