using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Layers;

/// <summary>
/// A gated recurrent unit, to read a node's embeddings window by window: with [a_r ‖ a_z ‖ a_n] = x · W + b and [c_r ‖ c_z ‖ c_n] = h · U + c,
/// r = σ(a_r + c_r), z = σ(a_z + c_z), n = tanh(a_n + r ⊙ c_n), h' = (1 − z) ⊙ n + z ⊙ h.
/// </summary>
/// <remarks>Source: Cho et al. 2014; we differ as PyTorch does: the reset gate comes after the product with U, and each product has a bias.</remarks>
public sealed class GruCell
{
    private readonly int _width;
    private readonly DenseLayer _input;
    private readonly DenseLayer _state;

    /// <summary>Registers W [input, 3 · width], b, U [width, 3 · width] and c.</summary>
    /// <param name="width">Of the state.</param>
    public GruCell(ParameterLayout layout, string name, int input, int width)
    {
        _width = width;
        _input = new DenseLayer(layout, $"{name}.input", input, 3 * width);
        _state = new DenseLayer(layout, $"{name}.state", width, 3 * width);
    }

    /// <summary>One window.</summary>
    /// <param name="x">[n, input].</param>
    /// <param name="h">[n, width]: the state before.</param>
    /// <returns>[n, width]: the state after.</returns>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, LayerInput<T> x, Variable<T> h) where T : unmanaged, IFloatingPointIeee754<T> =>
        tape.Recur(_input.Forward(tape, parameters, x), _state.Forward(tape, parameters, h), h);

    /// <summary>All windows, oldest first.</summary>
    /// <param name="windows">[n, input] each.</param>
    /// <param name="start">[n, width]: the state before the first window.</param>
    /// <returns>[n, width]: the state after the last one.</returns>
    /// <exception cref="ArgumentException">The state has another width.</exception>
    public Variable<T> Read<T>(Tape<T> tape, ParameterSet<T> parameters, ReadOnlySpan<Variable<T>> windows, Variable<T> start) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (start.Value.Columns != _width)
            throw new ArgumentException($"A state {start.Value} does not fit a cell of width {_width}.", nameof(start));
        var h = start;
        foreach (var window in windows)
            h = Forward(tape, parameters, window, h);
        return h;
    }
}
