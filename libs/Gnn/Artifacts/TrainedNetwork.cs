using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;

namespace NetMl.Gnn.Artifacts;

/// <summary>The network of a model with its weights, ready to answer. Immutable: any number of threads may call it at once.</summary>
internal sealed class TrainedNetwork
{
    private readonly ModelArtifact _artifact;
    private readonly float[] _weights;

    /// <exception cref="InvalidDataException">The artifact has no network, or does not fit its own structure.</exception>
    public TrainedNetwork(ModelArtifact artifact)
    {
        (_artifact, Network, _weights) = (artifact, artifact.CreateNetwork(), artifact.Weights.ToArray());
        if (_weights.Length != Network.Layout.Count)
            throw new InvalidDataException($"The model has {_weights.Length} weights where its structure needs {Network.Layout.Count}.");
    }

    public IGraphNetwork Network { get; }

    /// <summary>A graph as the network sees it.</summary>
    /// <param name="graph">Raw features.</param>
    /// <exception cref="InvalidDataException">The number of features differs, or a feature is not a finite number.</exception>
    public PreparedGraph<float> Prepare(GraphSample graph) => PreparedGraph<float>.Create(graph, _artifact.NodeScale, _artifact.FlowScale);

    /// <returns>[owned, outputs].</returns>
    public Tensor<float> Answer(PreparedGraph<float> graph, OwnedItems<float> owned)
    {
        var tape = new Tape<float>();
        return Network.Forward(tape, new ParameterSet<float>(tape, Network.Layout, _weights, Memory<float>.Empty), graph, owned).Value;
    }
}
