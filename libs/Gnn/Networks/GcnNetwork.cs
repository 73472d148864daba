using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Layers;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Networks;

/// <summary>Graph convolutions with a rectifier between them and dropout before each.</summary>
/// <remarks>Source: Kipf &amp; Welling 2017; weight decay on the first layer alone, as there.</remarks>
public sealed class GcnNetwork : INodeNetwork
{
    private readonly NodeSettings _settings;
    private readonly GcnLayer[] _layers;

    public GcnNetwork(NodeSettings settings, int features, int classes)
    {
        (_settings, Outputs) = (settings, classes);
        _layers = [.. settings.Widths(features, classes).Select((width, i) => new GcnLayer(Layout, $"layers.{i}", width.Input, width.Output))];
    }

    public ParameterLayout Layout { get; } = new();

    public int Outputs { get; }

    /// <inheritdoc/>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, NodeGraph<T> graph) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var x = graph.Features(tape);
        for (var i = 0; ; i++)
        {
            var z = _layers[i].Forward(tape, parameters, x.Dropout(tape, _settings.Dropout), graph.Normalised);
            if (i == _layers.Length - 1)
                return z;
            x = tape.Rectify(z);
        }
    }

    /// <inheritdoc/>
    public float DecayShare(ParameterSlot slot) => slot.Name.StartsWith("layers.0.", StringComparison.Ordinal) ? 1 : 0;
}
