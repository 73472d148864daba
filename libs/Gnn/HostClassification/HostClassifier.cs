using NetMl.Gnn.Artifacts;
using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;

namespace NetMl.Gnn.HostClassification;

/// <summary>A trained model of hosts' classes, ready to predict. Immutable: any number of threads may call it at once.</summary>
public sealed class HostClassifier
{
    private readonly IGraphNetwork _network;
    private readonly float[] _weights;

    /// <exception cref="InvalidDataException">The artifact is for another task or does not fit its own structure.</exception>
    public HostClassifier(ModelArtifact artifact)
    {
        if (artifact.Task != HostClassNetwork.Task)
            throw new InvalidDataException($"The model's task is {artifact.Task}, not {HostClassNetwork.Task}.");
        Artifact = artifact;
        _network = artifact.CreateNetwork();
        _weights = artifact.Weights.ToArray();
        if (_weights.Length != _network.Layout.Count)
            throw new InvalidDataException($"The model has {_weights.Length} weights where its structure needs {_network.Layout.Count}.");
    }

    public ModelArtifact Artifact { get; }

    /// <summary>Class names in the order of the probabilities.</summary>
    public IReadOnlyList<string> Classes => Artifact.Classes;

    /// <summary>Probabilities of the classes for every node of the graph.</summary>
    /// <param name="graph">Raw features, in the order of the artifact's names (<see cref="ModelArtifact.RequireFeatures"/>).</param>
    /// <returns>[n, classes] row-major; each row sums to 1 within 1e-5.</returns>
    /// <exception cref="InvalidDataException">The number of features differs, or a feature is not a finite number.</exception>
    public float[] Predict(GraphSample graph)
    {
        var prepared = PreparedGraph<float>.Create(graph, Artifact.NodeScale, Artifact.FlowScale);
        var tape = new Tape<float>();
        var parameters = new ParameterSet<float>(tape, _network.Layout, _weights, Memory<float>.Empty);
        return FlowClassifier.Probabilities(_network.Forward(tape, parameters, prepared, OwnedItems<float>.AllNodes(prepared)).Value.Span, Classes.Count);
    }
}
