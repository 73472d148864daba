using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Layers;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;

namespace NetMl.Gnn.Networks;

/// <summary>Simplified graph convolution: z = Âᵏ · (x·W + b), a linear model of features that were averaged over k hops.</summary>
/// <remarks>Source: Wu et al. 2019. We differ: x·W is averaged instead of x, which is the same product and keeps sparse features sparse.</remarks>
public sealed class SgcNetwork : INodeNetwork
{
    private readonly NodeSettings _settings;
    private readonly DenseLayer _layer;

    public SgcNetwork(NodeSettings settings, int features, int classes)
    {
        (_settings, Outputs) = (settings, classes);
        _layer = new DenseLayer(Layout, "layers.0", features, classes);
    }

    public ParameterLayout Layout { get; } = new();

    public int Outputs { get; }

    /// <inheritdoc/>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, NodeGraph<T> graph) where T : unmanaged, IFloatingPointIeee754<T> =>
        SgcPropagation.Forward(tape, _layer.Forward(tape, parameters, graph.Features(tape).Dropout(tape, _settings.Dropout)), graph.Normalised, _settings.Layers);

    /// <inheritdoc/>
    public float DecayShare(ParameterSlot slot) => slot.IsBias ? 0 : 1;
}
