using System.Numerics;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Layers;

/// <summary>GraphSAGE with mean aggregation over both directions apart: h'ᵥ = relu(hᵥ·W_self + mean_out(hᵤ)·W_out + mean_in(hᵤ)·W_in + b).</summary>
/// <remarks>
/// Source: Hamilton et al. 2017. We differ: peers that a host called and peers that called it are averaged apart, and embeddings
/// are not divided by their length. A node without peers keeps its own term and the bias.
/// </remarks>
public sealed class DirectedGraphSageLayer
{
    private readonly ParameterSlot? _self;
    private readonly ParameterSlot _outgoing;
    private readonly ParameterSlot _incoming;
    private readonly ParameterSlot _bias;

    /// <param name="includeSelf">False leaves out hᵥ·W_self: the node's own features are masked.</param>
    public DirectedGraphSageLayer(ParameterLayout layout, string name, int input, int output, bool includeSelf)
    {
        _self = includeSelf ? layout.AddWeight($"{name}.self", input, output) : null;
        _outgoing = layout.AddWeight($"{name}.outgoing", input, output);
        _incoming = layout.AddWeight($"{name}.incoming", input, output);
        _bias = layout.AddBias($"{name}.bias", output);
    }

    /// <param name="h">[n, input].</param>
    /// <param name="outgoing">n rows: whom a node called.</param>
    /// <param name="incoming">n rows: who called a node.</param>
    /// <returns>[n, output].</returns>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, Variable<T> h, Adjacency outgoing, Adjacency incoming)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sum = tape.Add(
            tape.Multiply(tape.AverageNeighbours(h, outgoing), parameters[_outgoing]),
            tape.Multiply(tape.AverageNeighbours(h, incoming), parameters[_incoming]));
        if (_self is { } self)
            sum = tape.Add(sum, tape.Multiply(h, parameters[self]));
        return tape.Rectify(tape.AddRow(sum, parameters[_bias]));
    }
}
