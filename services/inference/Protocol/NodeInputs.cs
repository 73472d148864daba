using NetMl.Gnn.Artifacts;
using NetMl.Inference.Refusals;
using NetMl.Tensors;

namespace NetMl.Inference.Protocol;

/// <summary>A graph whose nodes are to be classified.</summary>
/// <param name="Raw">[n, f].</param>
/// <param name="Source">[m].</param>
/// <param name="Target">[m].</param>
internal sealed record NodeSample(SparseMatrix<float> Raw, int[] Source, int[] Target);

/// <summary>Makes the graph of a request to a node classifier: features as a matrix or as triplets, and edges.</summary>
internal static class NodeInputs
{
    /// <exception cref="Refusal">400: an input is missing, unknown or of a wrong shape; 413: more nodes than are classified at once.</exception>
    public static NodeSample Read(InferRequest request, NodeModelArtifact artifact, int maxNodes)
    {
        var inputs = new RequestInputs(request, ModelTensors.Inputs(artifact));
        var raw = inputs.Has(ModelTensors.NodeFeatures) && artifact.RawFeatures > 0 ? Dense(inputs, artifact.RawFeatures, maxNodes) : Triplets(inputs, artifact.RawFeatures, maxNodes);
        var source = inputs.Find(ModelTensors.EdgeSource, -1);
        var target = inputs.FindBeside(source, ModelTensors.EdgeTarget);
        return new NodeSample(raw, TensorData.Indices(source, raw.Rows, $"there are {raw.Rows} nodes"), TensorData.Indices(target, raw.Rows, $"there are {raw.Rows} nodes"));
    }

    private static SparseMatrix<float> Dense(RequestInputs inputs, int features, int maxNodes)
    {
        inputs.RequireWithout(ModelTensors.NodeFeatures, ModelTensors.NodeCount, ModelTensors.FeatureRow, ModelTensors.FeatureIndex, ModelTensors.FeatureValue);
        var input = inputs.Find(ModelTensors.NodeFeatures, -1, features);
        Require(input.Shape[0], maxNodes);
        var values = TensorData.Floats(input);
        var (offsets, index, kept) = (new int[input.Shape[0] + 1], new List<int>(), new List<float>());
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] != 0)
            {
                index.Add(i % features);
                kept.Add(values[i]);
            }
            offsets[i / features + 1] = index.Count;
        }
        return new SparseMatrix<float>(Adjacency.OfRows(features, offsets, [.. index]), [.. kept]);
    }

    private static SparseMatrix<float> Triplets(RequestInputs inputs, int features, int maxNodes)
    {
        var count = inputs.Find(ModelTensors.NodeCount, 1);
        var nodes = TensorData.Indices(count, (long)int.MaxValue + 1, "counts are below 2³¹")[0];
        Require(nodes, maxNodes);
        if (features == 0)
            return new SparseMatrix<float>(Adjacency.OfRows(0, new int[nodes + 1], []), []);
        var value = inputs.Find(ModelTensors.FeatureValue, -1);
        var row = TensorData.Indices(inputs.FindBeside(value, ModelTensors.FeatureRow), nodes, $"there are {nodes} nodes");
        var index = TensorData.Indices(inputs.FindBeside(value, ModelTensors.FeatureIndex), features, $"the model has {features} features");
        var values = TensorData.Floats(value);
        var pattern = Adjacency.Group(nodes, features, row, index, skipSelf: false);
        var sorted = new float[values.Length];
        for (var e = 0; e < sorted.Length; e++)
            sorted[e] = values[pattern.Entries[e]];
        return new SparseMatrix<float>(pattern, sorted);
    }

    private static void Require(int nodes, int maxNodes)
    {
        if (nodes > maxNodes)
            throw Refusal.TooLarge($"The request has {nodes} nodes; at most {maxNodes} are classified at once (setting Inference:Capacity:MaxNodes).");
    }
}
