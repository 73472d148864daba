using NetMl.Gnn.Artifacts;
using NetMl.Gnn.HostAnomaly;

namespace NetMl.Inference.Protocol;

/// <summary>Names, types and shapes of what goes into and comes out of our models; n nodes, m flows, fn and fe features, c classes.</summary>
internal static class ModelTensors
{
    public const string NodeFeatures = "node_features";
    public const string FlowSource = "flow_source";
    public const string FlowTarget = "flow_target";
    public const string FlowFeatures = "flow_features";
    public const string Probabilities = "probabilities";
    public const string Class = "class";
    public const string Score = "score";

    public static IReadOnlyList<TensorMetadata> Inputs(ModelArtifact artifact) =>
    [
        new(NodeFeatures, "FP32", [-1, artifact.NodeFeatureNames.Count]),
        new(FlowSource, "INT64", [-1]),
        new(FlowTarget, "INT64", [-1]),
        new(FlowFeatures, "FP32", [-1, artifact.FlowFeatureNames.Count]),
    ];

    public static IReadOnlyList<TensorMetadata> Outputs(ModelArtifact artifact) => artifact.Task == HostNetwork.Task
        ? [new(Score, "FP32", [-1])]
        : [new(Probabilities, "FP32", [-1, artifact.Classes.Count]), new(Class, "BYTES", [-1])];
}
