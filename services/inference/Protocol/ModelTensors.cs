using NetMl.Gnn;
using NetMl.Gnn.Artifacts;

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
    public const string IsOdd = "is_odd";

    public const string NodeCount = "node_count";
    public const string FeatureRow = "feature_row";
    public const string FeatureIndex = "feature_index";
    public const string FeatureValue = "feature_value";
    public const string EdgeSource = "edge_source";
    public const string EdgeTarget = "edge_target";

    /// <summary>Features as a matrix, or else as triplets beside the number of nodes; only that number where the model has no features.</summary>
    public static IReadOnlyList<TensorMetadata> Inputs(NodeModelArtifact artifact) =>
    [
        .. artifact.RawFeatures == 0 ? (TensorMetadata[])[] : [new(NodeFeatures, "FP32", [-1, artifact.RawFeatures])],
        new(NodeCount, "INT32", [1]),
        .. artifact.RawFeatures == 0 ? (TensorMetadata[])[] : [new(FeatureRow, "INT32", [-1]), new(FeatureIndex, "INT32", [-1]), new(FeatureValue, "FP32", [-1])],
        new(EdgeSource, "INT32", [-1]),
        new(EdgeTarget, "INT32", [-1]),
    ];

    public static IReadOnlyList<TensorMetadata> Outputs(NodeModelArtifact artifact) => [new(Probabilities, "FP32", [-1, artifact.Classes.Count]), new(Class, "BYTES", [-1])];

    public static IReadOnlyList<TensorMetadata> Inputs(ModelArtifact artifact) =>
    [
        new(NodeFeatures, "FP32", [-1, artifact.NodeFeatureNames.Count]),
        new(FlowSource, "INT64", [-1]),
        new(FlowTarget, "INT64", [-1]),
        new(FlowFeatures, "FP32", [-1, artifact.FlowFeatureNames.Count]),
    ];

    /// <summary>Of each flow or node: what is odd only where the model has a threshold.</summary>
    public static IReadOnlyList<TensorMetadata> Outputs(ModelArtifact artifact) =>
        GraphNetworks.HasClasses(artifact.Task) ? [new(Probabilities, "FP32", [-1, artifact.Classes.Count]), new(Class, "BYTES", [-1])]
        : artifact.Anomaly is null ? [new(Score, "FP32", [-1])]
        : [new(Score, "FP32", [-1]), new(IsOdd, "BOOL", [-1])];
}
