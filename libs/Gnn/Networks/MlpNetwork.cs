using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Layers;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;

namespace NetMl.Gnn.Networks;

/// <summary>A multi-layer perceptron on each node's own features: what the edges are worth is what the others gain over it. One layer is logistic regression.</summary>
public sealed class MlpNetwork : INodeNetwork
{
    private readonly DenseStack _stack;

    public MlpNetwork(NodeSettings settings, int features, int classes)
    {
        Outputs = classes;
        _stack = new DenseStack(Layout, "layers", [features, .. settings.Widths(features, classes).Select(width => width.Output)], settings.Dropout);
    }

    public ParameterLayout Layout { get; } = new();

    public int Outputs { get; }

    /// <inheritdoc/>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, NodeGraph<T> graph) where T : unmanaged, IFloatingPointIeee754<T> =>
        _stack.Forward(tape, parameters, graph.Features(tape));

    /// <inheritdoc/>
    public float DecayShare(ParameterSlot slot) => slot.Name.StartsWith("layers.0.", StringComparison.Ordinal) ? 1 : 0;
}
