using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Layers;

/// <summary>y = f + x, or f + x · P where a layer changes the width or its input is sparse.</summary>
/// <remarks>Source: He et al. 2016, equations 1 and 2.</remarks>
public sealed class ResidualConnection
{
    private readonly ParameterSlot? _projection;

    /// <summary>Registers P [input, output] where the widths differ or <paramref name="isProjected"/> asks for it.</summary>
    public ResidualConnection(ParameterLayout layout, string name, int input, int output, bool isProjected = false)
    {
        _projection = isProjected || input != output ? layout.AddWeight($"{name}.projection", input, output) : null;
    }

    /// <param name="x">[n or more, input]: what the layer heard; its first n rows count.</param>
    /// <param name="f">[n, output]: what the layer made of it.</param>
    /// <returns>[n, output].</returns>
    /// <exception cref="ArgumentException">Sparse features without a projection.</exception>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, LayerInput<T> x, Variable<T> f) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var passed = _projection is { } projection
            ? x.Multiply(tape, parameters[projection])
            : x.Dense ?? throw new ArgumentException("Sparse features pass a layer by through a projection only.", nameof(x));
        return tape.Add(f, passed.Value.Rows == f.Value.Rows ? passed : tape.TakeRows(passed, f.Value.Rows));
    }
}
