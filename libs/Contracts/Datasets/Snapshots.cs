namespace NetMl.Contracts.Datasets;

/// <summary>Body of <c>POST /v1/datasets/{dataset}/snapshots</c>.</summary>
/// <param name="From">First instant, inclusive; null = the first flow.</param>
/// <param name="To">Last instant, exclusive; null = after the last flow.</param>
/// <param name="WindowFlows">Flows per graph: consecutive flows form graphs of this many; 0 = one graph for all.</param>
/// <param name="NodeKind">host, or endpoint: an address and a port.</param>
public sealed record SnapshotRequest(DateTimeOffset? From = null, DateTimeOffset? To = null, int WindowFlows = 256, string NodeKind = SnapshotNodes.Host);

/// <summary>Body of <c>POST /v1/datasets/{dataset}/snapshots/series</c>: a snapshot for each step of time that has flows.</summary>
/// <param name="StepSeconds">Length of a step, at least 1.</param>
/// <param name="From">Start of the first step; null = the last multiple of the step (UTC) before the first flow.</param>
/// <param name="To">No step starts at or after this; null = after the last flow.</param>
public sealed record SnapshotSeriesRequest(
    double StepSeconds, DateTimeOffset? From = null, DateTimeOffset? To = null, int WindowFlows = 256, string NodeKind = SnapshotNodes.Host);

/// <summary>What the nodes of a snapshot are.</summary>
public static class SnapshotNodes
{
    public const string Host = "host";

    /// <summary>An address and a port, written address:port or [address]:port.</summary>
    public const string Endpoint = "endpoint";
}

/// <summary>A frozen, content-addressed graph: the same flows and request give the same id.</summary>
/// <param name="Hosts">Different hosts, or endpoints.</param>
/// <param name="Classes">Distinct labels, in ordinal order; empty when nothing is labelled.</param>
public sealed record SnapshotSummary(
    string Id, string Dataset, int WindowFlows, int Windows, int Hosts, int Nodes, long Flows, long LabelledFlows,
    DateTimeOffset? FirstFlow, DateTimeOffset? LastFlow, IReadOnlyList<string> Classes, string NodeKind = SnapshotNodes.Host);

/// <summary>Tensor and metadata names inside the safetensors body of <c>GET /v1/snapshots/{id}/tensors</c>.</summary>
/// <remarks>n nodes (a host inside one window), m flows in time order, fn and fe features. Values are raw: standardisation belongs to the model.</remarks>
public static class SnapshotTensors
{
    /// <summary>I32 [n]: index into <see cref="Hosts"/>.</summary>
    public const string NodeHost = "node_host";

    /// <summary>I32 [n]: index of the window.</summary>
    public const string NodeWindow = "node_window";

    /// <summary>F32 [n, fn].</summary>
    public const string NodeFeatures = "node_features";

    /// <summary>I32 [m]: node that opened the flow.</summary>
    public const string FlowSource = "flow_source";

    /// <summary>I32 [m]: node that answered.</summary>
    public const string FlowTarget = "flow_target";

    /// <summary>F32 [m, fe].</summary>
    public const string FlowFeatures = "flow_features";

    /// <summary>I64 [m]: nanoseconds since 1970-01-01 UTC, ascending.</summary>
    public const string FlowStart = "flow_start_ns";

    /// <summary>I32 [m]: index into <see cref="Classes"/>, −1 = no label.</summary>
    public const string FlowLabel = "flow_label";

    /// <summary>Metadata, JSON array of strings: addresses, or endpoints.</summary>
    public const string Hosts = "hosts";

    /// <summary>Metadata, JSON array of strings: labels in ordinal order.</summary>
    public const string Classes = "classes";

    /// <summary>Metadata, JSON array of strings [fn].</summary>
    public const string NodeFeatureNames = "node_feature_names";

    /// <summary>Metadata, JSON array of strings [fe].</summary>
    public const string FlowFeatureNames = "flow_feature_names";

    /// <summary>Metadata: the snapshot's id.</summary>
    public const string SnapshotId = "snapshot";
}
