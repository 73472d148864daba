using System.Numerics;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Layers;

/// <summary>Each row less its mean, divided by its spread, times (1 + gain), plus shift.</summary>
/// <remarks>Source: Ba, Kiros, Hinton 2016. The gain is kept as its distance from 1, so that all parameters but weights begin at 0.</remarks>
public sealed class LayerNormLayer
{
    private const double Epsilon = 1e-5;
    private readonly ParameterSlot _gain;
    private readonly ParameterSlot _shift;

    /// <summary>Registers gain and shift [1, width].</summary>
    public LayerNormLayer(ParameterLayout layout, string name, int width)
    {
        _gain = layout.AddBias($"{name}.gain", width);
        _shift = layout.AddBias($"{name}.shift", width);
    }

    /// <param name="x">[n, width].</param>
    /// <returns>[n, width].</returns>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var one = new Tensor<T>(1, x.Value.Columns);
        one.Span.Fill(T.One);
        return tape.LayerNorm(x, tape.Add(parameters[_gain], tape.Constant(one)), parameters[_shift], T.CreateChecked(Epsilon));
    }
}
