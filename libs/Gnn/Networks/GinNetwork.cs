using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Layers;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Networks;

/// <summary>Graph isomorphism layers: sums of neighbours through a perceptron of one hidden layer, which tell apart all that colour refinement does.</summary>
/// <remarks>Source: Xu et al. 2019.</remarks>
public sealed class GinNetwork : INodeNetwork
{
    private readonly NodeSettings _settings;
    private readonly GinLayer[] _layers;

    public GinNetwork(NodeSettings settings, int features, int classes)
    {
        (_settings, Outputs) = (settings, classes);
        _layers = [.. settings.Widths(features, classes).Select((width, i) => new GinLayer(Layout, $"layers.{i}", width.Input, settings.Hidden, width.Output))];
    }

    public ParameterLayout Layout { get; } = new();

    public int Outputs { get; }

    /// <inheritdoc/>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, NodeGraph<T> graph) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var x = graph.Features(tape);
        for (var i = 0; ; i++)
        {
            var z = _layers[i].Forward(tape, parameters, x.Dropout(tape, _settings.Dropout), graph.Neighbours);
            if (i == _layers.Length - 1)
                return z;
            x = tape.Rectify(z);
        }
    }

    /// <inheritdoc/>
    public float DecayShare(ParameterSlot slot) => slot.IsBias ? 0 : 1;
}
