using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Layers;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Networks;

/// <summary>Graph attention: hidden layers of several heads side by side with an exponential unit, a last layer whose one head gives the classes.</summary>
/// <remarks>Source: Veličković et al. 2018, and Brody et al. 2022 for gatv2; weight decay on all weights, dropout before each layer and on the attention.</remarks>
public sealed class GatNetwork : INodeNetwork
{
    private readonly NodeSettings _settings;
    private readonly GatLayer[] _first = [];
    private readonly Gatv2Layer[] _second = [];

    /// <param name="isSecond">True: gatv2.</param>
    public GatNetwork(NodeSettings settings, int features, int classes, bool isSecond)
    {
        (_settings, Outputs) = (settings, classes);
        var layers = settings.Widths(features, classes, settings.Heads).ToArray();
        if (isSecond)
            _second = [.. layers.Select((width, i) => new Gatv2Layer(Layout, $"layers.{i}", width.Input, Head(width, i), Attention(i)))];
        else
            _first = [.. layers.Select((width, i) => new GatLayer(Layout, $"layers.{i}", width.Input, Head(width, i), Attention(i)))];

        int Head(LayerWidth width, int i) => i == layers.Length - 1 ? width.Output : settings.Hidden;

        GatSettings Attention(int i) => new(i == layers.Length - 1 ? 1 : settings.Heads, AttentionDropout: settings.Dropout);
    }

    public ParameterLayout Layout { get; } = new();

    public int Outputs { get; }

    /// <inheritdoc/>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, NodeGraph<T> graph) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var x = graph.Features(tape);
        for (var i = 0; ; i++)
        {
            var z = Layer(tape, parameters, i, x.Dropout(tape, _settings.Dropout), graph.WithSelf);
            if (i == _settings.Layers - 1)
                return z;
            x = tape.Elu(z, T.One);
        }
    }

    /// <inheritdoc/>
    public float DecayShare(ParameterSlot slot) => slot.IsBias ? 0 : 1;

    private Variable<T> Layer<T>(Tape<T> tape, ParameterSet<T> parameters, int layer, LayerInput<T> x, Adjacency withSelf) where T : unmanaged, IFloatingPointIeee754<T> =>
        _second.Length > 0 ? _second[layer].Forward(tape, parameters, x, withSelf) : _first[layer].Forward(tape, parameters, x, withSelf);
}
