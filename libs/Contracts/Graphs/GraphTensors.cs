namespace NetMl.Contracts.Graphs;

/// <summary>Tensor and metadata names inside the safetensors body of <c>GET /internal/graphs/{name}/tensors</c>, whose ETag is the graph's version.</summary>
/// <remarks>n nodes in the order of the upload, m different edges, z feature values that are not zero. Values are raw: preparing them belongs to the model.</remarks>
public static class GraphTensors
{
    /// <summary>Bytes of the largest body; a larger graph is refused with 413.</summary>
    public const long MaximumBytes = 256L << 20;

    /// <summary>I32 [n]: index into <see cref="Classes"/>, −1 = no label.</summary>
    public const string Label = "label";

    /// <summary>U8 [n]: 0 none, 1 train, 2 val, 3 test.</summary>
    public const string Split = "split";

    /// <summary>I32 [m].</summary>
    public const string EdgeSource = "edge_source";

    /// <summary>I32 [m].</summary>
    public const string EdgeTarget = "edge_target";

    /// <summary>I32 [n + 1]: where the feature values of each node begin.</summary>
    public const string FeatureOffsets = "feature_offsets";

    /// <summary>I32 [z]: the feature, ascending within a node.</summary>
    public const string FeatureIndex = "feature_index";

    /// <summary>F32 [z].</summary>
    public const string FeatureValue = "feature_value";

    /// <summary>Metadata: the content's version.</summary>
    public const string Version = "version";

    /// <summary>Metadata: true or false.</summary>
    public const string Directed = "directed";

    /// <summary>Metadata: number of features.</summary>
    public const string Features = "features";

    /// <summary>Metadata, JSON array of strings: their names; empty when they only have numbers.</summary>
    public const string FeatureNames = "feature_names";

    /// <summary>Metadata, JSON array of strings: labels in ordinal order.</summary>
    public const string Classes = "classes";
}
