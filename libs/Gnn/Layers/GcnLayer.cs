using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Layers;

/// <summary>Graph convolution: y = Â · x · W + b with Â = D̃^−½ (A + I) D̃^−½ (<see cref="NodeGraph{T}.Normalised"/>).</summary>
/// <remarks>
/// Source: Kipf &amp; Welling 2017, equation 2, without its rectifier, which the network adds. A node without neighbours hears itself.
/// x · W comes first: it is narrower than x in all but odd networks. 2·(values of x)·output + 2·entries·output flops.
/// </remarks>
public sealed class GcnLayer
{
    private readonly ParameterSlot _weight;
    private readonly ParameterSlot _bias;

    /// <summary>Registers W [input, output] and b [1, output] under <paramref name="name"/>.</summary>
    public GcnLayer(ParameterLayout layout, string name, int input, int output)
    {
        _weight = layout.AddWeight($"{name}.weight", input, output);
        _bias = layout.AddBias($"{name}.bias", output);
    }

    /// <param name="x">[sources, input].</param>
    /// <param name="normalised">Â [targets, sources].</param>
    /// <returns>[targets, output].</returns>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, LayerInput<T> x, SparseMatrix<T> normalised) where T : unmanaged, IFloatingPointIeee754<T> =>
        tape.AddRow(tape.Multiply(normalised, x.Multiply(tape, parameters[_weight])), parameters[_bias]);
}
