using NetMl.Contracts;
using NetMl.Contracts.Backups;
using NetMl.Contracts.Graphs;
using NetMl.Graphs.Files;
using NetMl.Graphs.Labelled;
using NetMl.Graphs.Traversal;

namespace NetMl.GraphFeature.Backups;

/// <summary>Puts a graph together from its records.</summary>
/// <param name="mostBytes">Of the largest upload of a graph, which is the measure of what is kept in memory.</param>
internal sealed class RestoredGraph(string name, long mostBytes)
{
    private readonly RestoredSize _size = new(name, mostBytes);
    private readonly NamedGraphBuilder _builder = new();
    private readonly List<string?> _labels = [];
    private readonly List<NodeSplit> _splits = [];
    private readonly List<long> _offsets = [0];
    private readonly List<int> _indices = [];
    private readonly List<float> _values = [];
    private readonly List<int> _timedSources = [];
    private readonly List<int> _timedTargets = [];
    private readonly List<long> _times = [];
    private GraphInfo? _info;
    private bool _isWhole;

    /// <exception cref="InvalidDataException">What is wrong with the record.</exception>
    /// <exception cref="BadHttpRequestException">The graph is too large.</exception>
    public void Add(BackupRecord record)
    {
        if (_isWhole || (record.Kind == BackupRecordKind.Graph) != (_info is null))
            throw new InvalidDataException($"a record '{(char)record.Kind}' is not where it belongs");
        switch (record.Kind)
        {
            case BackupRecordKind.Graph:
                _size.Claimed = _info = record.Read(WireJson.Default.GraphInfo);
                if (_info is not { FeatureNames: not null, LeftOut: not null, Features: >= 0 })
                    throw new InvalidDataException($"what graph '{name}' holds is not said");
                break;
            case BackupRecordKind.Nodes:
                foreach (var node in record.Read(WireJson.Default.GraphNodesPage).Nodes ?? [])
                    AddNode(node);
                break;
            case BackupRecordKind.Edges:
                foreach (var edge in record.Read(WireJson.Default.GraphEdgesPage).Edges ?? [])
                    AddEdge(edge);
                break;
            case BackupRecordKind.Times:
                _size.AddTimes(record.Payload.Length / TimedRows.BytesPerRow);
                TimedRows.Unpack(record.Payload.Span, _labels.Count, _timedSources, _timedTargets, _times);
                break;
            case BackupRecordKind.End:
                _isWhole = true;
                break;
            default:
                throw new InvalidDataException($"a record '{(char)record.Kind}' does not belong to a graph");
        }
    }

    /// <returns>What the records claim to hold, and what they hold.</returns>
    /// <exception cref="InvalidDataException">Records are missing.</exception>
    public (GraphInfo Claimed, LabelledGraph Graph) Build()
    {
        if (_info is null || !_isWhole || _labels.Count == 0)
            throw new InvalidDataException($"records of graph '{name}' are missing");
        var features = new SparseRows(_info.Features, _offsets.ToArray(), _indices.ToArray(), _values.ToArray());
        var graph = new LabelledGraph(_builder.Build(_info.Directed), _labels, _splits, features, _info.FeatureNames, _info.LeftOut);
        return (_info, _times.Count == 0 ? graph : graph with { Times = TimedEdges.Of(_labels.Count, _timedSources.ToArray(), _timedTargets.ToArray(), _times.ToArray()) });
    }

    private void AddNode(GraphNode node)
    {
        if (node is not { FeatureIndices: not null, FeatureValues: not null })
            throw new InvalidDataException("a node has no features");
        if (string.IsNullOrEmpty(node.Id) || !_builder.TryAddNode(node.Id, out _))
            throw new InvalidDataException($"the node '{node.Id}' is there twice, or has no id");
        if (!NodeSplits.TryParse(node.Split, out var split))
            throw new InvalidDataException($"the node '{node.Id}' has the split '{node.Split}'");
        if (node.FeatureIndices.Count != node.FeatureValues.Count || !IsAscending(node.FeatureIndices, _info?.Features ?? 0) || !node.FeatureValues.All(float.IsFinite))
            throw new InvalidDataException($"the features of node '{node.Id}' are out of order");
        _size.AddNode(node);
        _labels.Add(node.Label);
        _splits.Add(split);
        _indices.AddRange(node.FeatureIndices);
        _values.AddRange(node.FeatureValues);
        _offsets.Add(_indices.Count);
    }

    private void AddEdge(GraphEdge edge)
    {
        if (edge is not { Source: not null, Target: not null })
            throw new InvalidDataException("an edge has no ends");
        if (!_builder.TryFindNode(edge.Source, out var source) || !_builder.TryFindNode(edge.Target, out var target) || !double.IsFinite(edge.Weight))
            throw new InvalidDataException($"the edge from '{edge.Source}' to '{edge.Target}' joins no two nodes");
        _size.AddEdge();
        var row = _builder.AddEdge(source, target);
        (_builder.EdgeColumn(NamedGraph.WeightName) ?? throw new InvalidOperationException("a graph has one edge column")).TryAdd(row, edge.Weight);
    }

    private static bool IsAscending(IReadOnlyList<int> indices, int columns)
    {
        for (var i = 0; i < indices.Count; i++)
        {
            if (indices[i] < 0 || indices[i] >= columns || (i > 0 && indices[i] <= indices[i - 1]))
                return false;
        }
        return true;
    }
}
