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
        var inputs = new RequestInputs(request, ModelTensors.Inputs(artifact));
        var (fn, fe) = (artifact.NodeFeatureNames.Count, artifact.FlowFeatureNames.Count);
        var nodeFeatures = inputs.Find(ModelTensors.NodeFeatures, -1, fn);
        var flowFeatures = inputs.Find(ModelTensors.FlowFeatures, -1, fe);
        var nodes = nodeFeatures.Shape[0];
        var source = inputs.FindBeside(flowFeatures, ModelTensors.FlowSource);
        var target = inputs.FindBeside(flowFeatures, ModelTensors.FlowTarget);
        return new(nodes, fn, TensorData.Floats(nodeFeatures), TensorData.Nodes(source, nodes), TensorData.Nodes(target, nodes), fe, TensorData.Floats(flowFeatures));
    }
}
