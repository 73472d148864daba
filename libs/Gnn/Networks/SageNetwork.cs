using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Layers;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Networks;

/// <summary>GraphSAGE with means: what a node is and what its neighbours are, weighted apart; a rectifier between layers and dropout before each.</summary>
/// <remarks>Source: Hamilton et al. 2017. It runs on the whole graph, on sampled blocks and layer by layer.</remarks>
public sealed class SageNetwork : ILayeredNetwork
{
    private readonly NodeSettings _settings;
    private readonly GraphSageLayer[] _layers;

    public SageNetwork(NodeSettings settings, int features, int classes)
    {
        (_settings, Outputs) = (settings, classes);
        _layers = [.. settings.Widths(features, classes).Select((width, i) => new GraphSageLayer(Layout, $"layers.{i}", width.Input, width.Output))];
    }

    public ParameterLayout Layout { get; } = new();

    public int Outputs { get; }

    public int Depth => _layers.Length;

    /// <inheritdoc/>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, NodeGraph<T> graph) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var h = ForwardLayer(tape, parameters, 0, graph.Features(tape), graph.Neighbours, default);
        for (var layer = 1; layer < Depth; layer++)
            h = ForwardLayer(tape, parameters, layer, h, graph.Neighbours, default);
        return h;
    }

    /// <inheritdoc/>
    public Variable<T> ForwardLayer<T>(Tape<T> tape, ParameterSet<T> parameters, int layer, LayerInput<T> x, Adjacency block, ReadOnlyMemory<int> self)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Sources that are the whole graph's are not dropped: that would cost more than the batch.
        var z = self.IsEmpty
            ? _layers[layer].Forward(tape, parameters, x.Dropout(tape, _settings.Dropout), block)
            : _layers[layer].Forward(tape, parameters, x, block, self);
        return layer == Depth - 1 ? z : tape.Rectify(z);
    }

    /// <inheritdoc/>
    public float DecayShare(ParameterSlot slot) => slot.IsBias ? 0 : 1;
}
