using NetMl.Contracts.Training;
using NetMl.Features;
using NetMl.Gnn;
using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Baselines;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.NodeClassification;
using NetMl.Inference.Protocol;
using NetMl.Inference.Refusals;

namespace NetMl.Inference.Models;

/// <summary>A model name with a version.</summary>
internal readonly record struct ModelKey(string Model, int Version);

/// <summary>One version, loaded and ready. Immutable but for the mark of its last use; a request that holds it can finish whatever is swapped meanwhile.</summary>
internal sealed class ServedModel
{
    private long _lastUsed;

    private readonly ModelArtifact? _artifact;

    /// <exception cref="InvalidDataException">The task is unknown or the weights do not fit.</exception>
    public ServedModel(ModelVersion version, LoadedArtifact loaded)
    {
        Version = version;
        if (loaded.Nodes is { } nodes)
        {
            Nodes = new NodePredictor(nodes);
            (Classes, Inputs, Outputs) = (nodes.Classes, ModelTensors.Inputs(nodes), ModelTensors.Outputs(nodes));
            return;
        }
        var artifact = loaded.Flows ?? throw new InvalidOperationException("A loaded artifact is of one kind.");
        _artifact = artifact;
        (Classes, Inputs, Outputs) = (artifact.Classes, ModelTensors.Inputs(artifact), ModelTensors.Outputs(artifact));
        AreFlows = GraphNetworks.IsOfFlows(artifact.Task);
        if (artifact.Trees is not null)
            Trees = new TreeClassifier(artifact);
        else if (!GraphNetworks.HasClasses(artifact.Task))
            Detector = new AnomalyDetector(artifact);
        else
            Classifier = new NetworkClassifier(artifact);
    }

    public ModelVersion Version { get; }

    /// <summary>Of a model of flows or hosts.</summary>
    public ModelArtifact Artifact => _artifact ?? throw new InvalidOperationException($"The model '{Version.Model}' is one of nodes.");

    /// <summary>Names in output order; empty for models without labels.</summary>
    public IReadOnlyList<string> Classes { get; }

    public IReadOnlyList<TensorMetadata> Inputs { get; }

    public IReadOnlyList<TensorMetadata> Outputs { get; }

    /// <summary>Present for node-classification.</summary>
    public NodePredictor? Nodes { get; }

    /// <summary>Present for classification of flows or hosts by a network.</summary>
    public NetworkClassifier? Classifier { get; }

    /// <summary>Present for boosted trees, of either classification.</summary>
    public TreeClassifier? Trees { get; }

    /// <summary>Present for host-anomaly and flow-anomaly.</summary>
    public AnomalyDetector? Detector { get; }

    /// <summary>Whether it answers for flows; else for hosts or nodes.</summary>
    public bool AreFlows { get; }

    /// <summary>What the model was trained on of all that our flows tell.</summary>
    /// <param name="all">With the features of <see cref="FlowGraph"/>.</param>
    /// <exception cref="Refusal">409: they do not tell what the model was trained on.</exception>
    public GraphSample Select(GraphSample all)
    {
        try
        {
            return Artifact.Select(all, FlowGraph.NodeFeatureNames, FlowGraph.FlowFeatureNames);
        }
        catch (InvalidDataException other)
        {
            throw new Refusal(StatusCodes.Status409Conflict, other.Message);
        }
    }

    public ModelKey Key => new(Version.Model, Version.Version);

    /// <summary>Order of uses, not a time.</summary>
    public long LastUsed => Volatile.Read(ref _lastUsed);

    public void Touch(long order) => Volatile.Write(ref _lastUsed, order);
}
