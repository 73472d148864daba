using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;

namespace NetMl.Gnn.HostAnomaly;

/// <summary>How far each node lies from what its peers foretell.</summary>
/// <param name="Scores">[n]: mean squared error over standardised features, ≥ 0.</param>
/// <param name="FeatureErrors">[n, fn] row-major: squared error of each feature; the mean of a row is its score.</param>
public sealed record NodeAnomalies(float[] Scores, float[] FeatureErrors);

/// <summary>A trained host model, ready to score. Immutable: any number of threads may call it at once.</summary>
public sealed class HostAnomalyDetector
{
    private readonly IGraphNetwork _network;
    private readonly float[] _weights;

    /// <exception cref="InvalidDataException">The artifact is for another task or does not fit its own structure.</exception>
    public HostAnomalyDetector(ModelArtifact artifact)
    {
        if (artifact.Task != HostNetwork.Task)
            throw new InvalidDataException($"The model's task is {artifact.Task}, not {HostNetwork.Task}.");
        Artifact = artifact;
        _network = artifact.CreateNetwork();
        _weights = artifact.Weights.ToArray();
        if (_weights.Length != _network.Layout.Count)
            throw new InvalidDataException($"The model has {_weights.Length} weights where its structure needs {_network.Layout.Count}.");
    }

    public ModelArtifact Artifact { get; }

    /// <summary>Scores every node of the graph.</summary>
    /// <param name="graph">Raw features, in the order of the artifact's names (<see cref="ModelArtifact.RequireFeatures"/>).</param>
    /// <exception cref="InvalidDataException">The number of features differs, or a feature is not a finite number.</exception>
    public NodeAnomalies Score(GraphSample graph)
    {
        var prepared = PreparedGraph<float>.Create(graph, Artifact.NodeScale, Artifact.FlowScale);
        var tape = new Tape<float>();
        var parameters = new ParameterSet<float>(tape, _network.Layout, _weights, Memory<float>.Empty);
        var owned = OwnedItems<float>.AllNodes(prepared);
        return Errors(_network.Forward(tape, parameters, prepared, owned).Value.Span, prepared.Nodes.Span, prepared.Nodes.Columns);
    }

    /// <summary>Squared errors of foretold against standardised features.</summary>
    /// <param name="foretold">[n, features].</param>
    /// <param name="actual">[n, features].</param>
    public static NodeAnomalies Errors(ReadOnlySpan<float> foretold, ReadOnlySpan<float> actual, int features)
    {
        var errors = new float[actual.Length];
        var scores = new float[features == 0 ? 0 : actual.Length / features];
        for (var i = 0; i < errors.Length; i++)
        {
            errors[i] = (foretold[i] - actual[i]) * (foretold[i] - actual[i]);
            scores[i / features] += errors[i] / features;
        }
        return new NodeAnomalies(scores, errors);
    }
}
