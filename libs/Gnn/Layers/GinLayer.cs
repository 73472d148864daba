using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Layers;

/// <summary>Graph isomorphism network: yᵥ = relu(((1 + ε) xᵥ + Σ xᵤ) · W₁ + b₁) · W₂ + b₂ over the u that v hears; ε is learnt from 0.</summary>
/// <remarks>
/// Source: Xu et al. 2019, equation 4.1. We differ: no batch normalisation inside the perceptron. x · W₁ comes first, since sums and
/// products commute: features may be sparse, and rows of the hidden width are added up.
/// </remarks>
public sealed class GinLayer
{
    private readonly ParameterSlot _hidden;
    private readonly ParameterSlot _hiddenBias;
    private readonly ParameterSlot _epsilon;
    private readonly DenseLayer _output;

    /// <summary>Registers W₁ [input, hidden], b₁, ε [1, 1], W₂ [hidden, output] and b₂.</summary>
    public GinLayer(ParameterLayout layout, string name, int input, int hidden, int output)
    {
        _hidden = layout.AddWeight($"{name}.hidden.weight", input, hidden);
        _hiddenBias = layout.AddBias($"{name}.hidden.bias", hidden);
        _epsilon = layout.AddBias($"{name}.epsilon", 1);
        _output = new DenseLayer(layout, $"{name}.output", hidden, output);
    }

    /// <param name="x">[sources, input].</param>
    /// <param name="adjacency">[targets, sources], without the node itself; the targets are the first sources.</param>
    /// <returns>[targets, output].</returns>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, LayerInput<T> x, Adjacency adjacency) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var z = x.Multiply(tape, parameters[_hidden]);
        var own = tape.TakeOwn(z, adjacency);
        var sum = tape.AddScaled(tape.Add(own, tape.SumNeighbours(z, adjacency)), own, parameters[_epsilon]);
        return _output.Forward(tape, parameters, tape.Rectify(tape.AddRow(sum, parameters[_hiddenBias])));
    }
}
