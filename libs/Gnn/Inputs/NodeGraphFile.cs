using NetMl.Tensors;
using NetMl.Tensors.Files;

namespace NetMl.Gnn.Inputs;

/// <summary>A graph with prepared features as tensors of a safetensors file.</summary>
internal static class NodeGraphFile
{
    private const string Offsets = "neighbour_offsets";
    private const string Sources = "neighbour_sources";
    private const string Features = "features";
    private const string FeatureOffsets = "feature_offsets";
    private const string FeatureIndex = "feature_index";
    private const string FeatureValue = "feature_value";
    private const int MostFeatures = 1 << 20;
    private const string FeatureCount = "feature_count";

    public static void Write(SafetensorsWriter writer, NodeGraph<float> graph)
    {
        writer.Add(Offsets, graph.Neighbours.Offsets);
        writer.Add(Sources, graph.Neighbours.Sources);
        if (graph.Dense is { } dense)
        {
            writer.Add(Features, dense.Span, dense.Rows, dense.Columns);
            return;
        }
        var sparse = graph.Sparse ?? throw new InvalidOperationException("A node graph has dense or sparse features.");
        writer.Add(FeatureCount, [sparse.Columns]);
        writer.Add(FeatureOffsets, sparse.Pattern.Offsets);
        writer.Add(FeatureIndex, sparse.Pattern.Sources);
        writer.Add(FeatureValue, sparse.Values);
    }

    /// <exception cref="InvalidDataException">A tensor is missing or has the wrong shape.</exception>
    /// <exception cref="ArgumentException">Offsets or indices contradict each other.</exception>
    public static NodeGraph<float> Read(SafetensorsFile file)
    {
        var offsets = file.Tensor(Offsets, -1).Int32().ToArray();
        var nodes = offsets.Length - 1;
        var neighbours = Adjacency.OfRows(nodes, offsets, file.Tensor(Sources, -1).Int32().ToArray());
        for (var node = 0; node < nodes; node++)
            for (var e = neighbours.Offsets[node]; e < neighbours.Offsets[node + 1]; e++)
                if (neighbours.Sources[e] == node || (e > neighbours.Offsets[node] && neighbours.Sources[e] <= neighbours.Sources[e - 1]))
                    throw new InvalidDataException($"Tensor '{Sources}' does not list the neighbours of node {node} in ascending order, each once and without the node.");
        if (file.Tensors.ContainsKey(Features))
        {
            var dense = file.Tensor(Features, nodes, -1);
            return NodeGraph<float>.Create(neighbours, new Tensor<float>(nodes, dense.Shape[1], dense.Float32().ToArray()));
        }
        var count = file.Tensor(FeatureCount, 1).Int32()[0];
        if (count is < 0 or > MostFeatures)
            throw new InvalidDataException($"Tensor '{FeatureCount}' says {count} features; 0 to {MostFeatures} are read.");
        var pattern = Adjacency.OfRows(
            count, file.Tensor(FeatureOffsets, nodes + 1).Int32().ToArray(), file.Tensor(FeatureIndex, -1).Int32().ToArray());
        return NodeGraph<float>.Create(neighbours, new SparseMatrix<float>(pattern, file.Tensor(FeatureValue, pattern.Count).Float32().ToArray()));
    }
}
