using NetMl.Contracts.Graphs;
using NetMl.Graphs.Labelled;

namespace NetMl.GraphFeature.Store;

/// <summary>Puts a stored graph together from its rows, in their order.</summary>
internal sealed class StoredGraphBuilder
{
    private const long BytesPerNode = 16;
    private const long BytesPerEdge = 2 * sizeof(int);

    private readonly GraphInfo _info;
    private readonly List<string?> _labels;
    private readonly List<NodeSplit> _splits;
    private readonly int[] _offsets;
    private readonly int[] _indices;
    private readonly float[] _values;
    private readonly int[] _sources;
    private readonly int[] _targets;
    private int _edges;

    /// <param name="packedBytes">Of the features of all nodes.</param>
    public StoredGraphBuilder(GraphInfo info, long packedBytes)
    {
        var values = (int)(packedBytes / PackedFeatures.BytesPerFeature);
        (_info, _labels, _splits) = (info, new List<string?>(info.Nodes), new List<NodeSplit>(info.Nodes));
        (_offsets, _indices, _values) = (new int[info.Nodes + 1], new int[values], new float[values]);
        (_sources, _targets) = (new int[info.Edges], new int[info.Edges]);
    }

    /// <summary>What a graph takes in memory.</summary>
    public static long BytesOf(GraphInfo info, long packedBytes) => packedBytes + info.Nodes * BytesPerNode + info.Edges * BytesPerEdge;

    public void AddNode(GraphNode node)
    {
        var at = _offsets[_labels.Count];
        node.FeatureIndices.ToArray().CopyTo(_indices, at);
        node.FeatureValues.ToArray().CopyTo(_values, at);
        _labels.Add(node.Label);
        _splits.Add(NodeSplits.TryParse(node.Split, out var split) ? split : NodeSplit.None);
        _offsets[_labels.Count] = at + node.FeatureIndices.Count;
    }

    public void AddEdge(int source, int target)
    {
        (_sources[_edges], _targets[_edges]) = (source, target);
        _edges++;
    }

    public StoredGraph Build() => new(_info, _labels, _splits, _sources, _targets, _offsets, _indices, _values);
}
