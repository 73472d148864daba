using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Inputs;
using NetMl.Inference.Refusals;

namespace NetMl.Inference.Protocol;

/// <summary>Makes the graph of a request's inputs.</summary>
internal static class GraphInputs
{
    /// <exception cref="Refusal">400: an input is missing, unknown or of a wrong shape.</exception>
    public static GraphSample Read(InferRequest request, ModelArtifact artifact)
    {
        var known = ModelTensors.Inputs(artifact);
        foreach (var input in request.Inputs)
        {
            if (!known.Any(tensor => tensor.Name == input.Name))
                throw Refusal.BadRequest($"The model has no input '{input.Name}'; it has {string.Join(", ", known.Select(tensor => tensor.Name))}.");
        }
        var (fn, fe) = (artifact.NodeFeatureNames.Count, artifact.FlowFeatureNames.Count);
        var nodeFeatures = Find(request, ModelTensors.NodeFeatures, -1, fn);
        var flowFeatures = Find(request, ModelTensors.FlowFeatures, -1, fe);
        var (nodes, flows) = (nodeFeatures.Shape[0], flowFeatures.Shape[0]);
        var source = Find(request, ModelTensors.FlowSource, flows);
        var target = Find(request, ModelTensors.FlowTarget, flows);
        return new(nodes, fn, TensorData.Floats(nodeFeatures), TensorData.Nodes(source, nodes), TensorData.Nodes(target, nodes), fe, TensorData.Floats(flowFeatures));
    }

    private static InferInput Find(InferRequest request, string name, params ReadOnlySpan<int> shape)
    {
        var input = request.Inputs.FirstOrDefault(input => input.Name == name) ?? throw Refusal.BadRequest($"The input '{name}' is missing.");
        var fits = input.Shape.Count == shape.Length;
        for (var d = 0; fits && d < shape.Length; d++)
            fits = shape[d] < 0 || shape[d] == input.Shape[d];
        return fits ? input : throw Refusal.BadRequest($"The input '{name}' has the shape {input.ShapeText}; it must be [{string.Join(", ", shape.ToArray())}]{(shape[0] < 0 ? " (−1 = any)" : $", as {ModelTensors.FlowFeatures} has {shape[0]} rows")}.");
    }
}
