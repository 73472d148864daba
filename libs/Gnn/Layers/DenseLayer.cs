using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Layers;

/// <summary>y = x · W + b.</summary>
public sealed class DenseLayer
{
    private readonly ParameterSlot _weight;
    private readonly ParameterSlot _bias;

    /// <summary>Registers W [input, output] and b [1, output] under <paramref name="name"/>.</summary>
    public DenseLayer(ParameterLayout layout, string name, int input, int output)
    {
        _weight = layout.AddWeight($"{name}.weight", input, output);
        _bias = layout.AddBias($"{name}.bias", output);
    }

    /// <param name="x">[n, input].</param>
    /// <returns>[n, output].</returns>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, LayerInput<T> x) where T : unmanaged, IFloatingPointIeee754<T> =>
        tape.AddRow(x.Multiply(tape, parameters[_weight]), parameters[_bias]);
}
