using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Layers;

/// <summary>A multi-layer perceptron: dense layers with a rectifier between them and dropout before each. No rectifier after the last.</summary>
public sealed class DenseStack
{
    private readonly DenseLayer[] _layers;
    private readonly double _dropout;

    /// <summary>Registers the layers <paramref name="name"/>.0, <paramref name="name"/>.1, …</summary>
    /// <param name="widths">Input, hidden layers, output: at least two.</param>
    /// <param name="dropout">Chance in [0, 1) that an input of a layer is dropped while training.</param>
    /// <exception cref="ArgumentException">Fewer than two widths.</exception>
    public DenseStack(ParameterLayout layout, string name, ReadOnlySpan<int> widths, double dropout = 0)
    {
        if (widths.Length < 2)
            throw new ArgumentException($"A stack has an input and an output, not {widths.Length} widths.", nameof(widths));
        _layers = new DenseLayer[widths.Length - 1];
        for (var i = 0; i < _layers.Length; i++)
            _layers[i] = new DenseLayer(layout, $"{name}.{i}", widths[i], widths[i + 1]);
        _dropout = dropout;
    }

    /// <param name="x">[n, first width].</param>
    /// <returns>[n, last width].</returns>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, LayerInput<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; ; i++)
        {
            var z = _layers[i].Forward(tape, parameters, x.Dropout(tape, _dropout));
            if (i == _layers.Length - 1)
                return z;
            x = tape.Rectify(z);
        }
    }
}
