using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Layers;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;

namespace NetMl.Gnn.Networks;

/// <summary>Foretell, then propagate: a perceptron's answers are spread by a personalised PageRank with teleport 0.1.</summary>
/// <remarks>Source: Gasteiger et al. 2019; weight decay on the first layer alone, and edges are dropped while training, as there.</remarks>
public sealed class AppnpNetwork : INodeNetwork
{
    private const double Teleport = 0.1;
    private readonly NodeSettings _settings;
    private readonly DenseStack _stack;

    public AppnpNetwork(NodeSettings settings, int features, int classes)
    {
        (_settings, Outputs) = (settings, classes);
        _stack = new DenseStack(Layout, "layers", [features, settings.Hidden, classes], settings.Dropout);
    }

    public ParameterLayout Layout { get; } = new();

    public int Outputs { get; }

    /// <inheritdoc/>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, NodeGraph<T> graph) where T : unmanaged, IFloatingPointIeee754<T> =>
        ApproximatePersonalisedPageRank.Forward(
            tape, _stack.Forward(tape, parameters, graph.Features(tape)), graph.Normalised, Teleport, _settings.Layers, _settings.Dropout);

    /// <inheritdoc/>
    public float DecayShare(ParameterSlot slot) => slot.Name.StartsWith("layers.0.", StringComparison.Ordinal) ? 1 : 0;
}
