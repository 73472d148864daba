using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Networks;

/// <summary>A multi-layer perceptron on each node's own features: what the edges are worth is what the others gain over it.</summary>
public sealed class MlpNetwork : INodeNetwork
{
    private readonly NodeSettings _settings;
    private readonly ParameterSlot[] _weights;
    private readonly ParameterSlot[] _biases;

    public MlpNetwork(NodeSettings settings, int features, int classes)
    {
        (_settings, Outputs) = (settings, classes);
        int[] widths = [features, .. Enumerable.Repeat(settings.Hidden, settings.Layers - 1), classes];
        _weights = [.. Enumerable.Range(0, settings.Layers).Select(i => Layout.AddWeight($"layers.{i}.weight", widths[i], widths[i + 1]))];
        _biases = [.. Enumerable.Range(0, settings.Layers).Select(i => Layout.AddBias($"layers.{i}.bias", widths[i + 1]))];
    }

    public ParameterLayout Layout { get; } = new();

    public int Outputs { get; }

    /// <inheritdoc/>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, NodeGraph<T> graph) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var x = graph.Features(tape);
        for (var i = 0; ; i++)
        {
            var z = tape.AddRow(x.Dropout(tape, _settings.Dropout).Multiply(tape, parameters[_weights[i]]), parameters[_biases[i]]);
            if (i == _weights.Length - 1)
                return z;
            x = tape.Rectify(z);
        }
    }

    /// <inheritdoc/>
    public float DecayShare(ParameterSlot slot) => slot.Name == _weights[0].Name ? 1 : 0;
}
