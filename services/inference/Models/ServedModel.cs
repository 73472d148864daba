using NetMl.Contracts.Training;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.HostAnomaly;

namespace NetMl.Inference.Models;

/// <summary>A model name with a version.</summary>
internal readonly record struct ModelKey(string Model, int Version);

/// <summary>One version, loaded and ready. Immutable but for the mark of its last use; a request that holds it can finish whatever is swapped meanwhile.</summary>
internal sealed class ServedModel
{
    private long _lastUsed;

    /// <exception cref="InvalidDataException">The task is unknown or the weights do not fit.</exception>
    public ServedModel(ModelVersion version, ModelArtifact artifact)
    {
        (Version, Artifact) = (version, artifact);
        if (artifact.Task == HostNetwork.Task)
            Detector = new HostAnomalyDetector(artifact);
        else
            Classifier = new FlowClassifier(artifact);
    }

    public ModelVersion Version { get; }

    public ModelArtifact Artifact { get; }

    /// <summary>Present for flow-classification.</summary>
    public FlowClassifier? Classifier { get; }

    /// <summary>Present for host-anomaly.</summary>
    public HostAnomalyDetector? Detector { get; }

    public ModelKey Key => new(Version.Model, Version.Version);

    /// <summary>Order of uses, not a time.</summary>
    public long LastUsed => Volatile.Read(ref _lastUsed);

    public void Touch(long order) => Volatile.Write(ref _lastUsed, order);
}
