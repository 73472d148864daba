using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Layers;

/// <summary>E-GraphSAGE: h'ᵥ = relu(W · [hᵥ ‖ mean_out(hᵤ ‖ xₑ) ‖ mean_in(hᵤ ‖ xₑ)] + b), over the flows e between v and u.</summary>
/// <remarks>
/// Source: Lo et al. 2021. We differ: flows that a host opened and flows that it answered are averaged apart (the paper treats
/// them alike), since direction tells client from server. The mean of a concatenation is the concatenation of the means, so the
/// flow part is averaged once per graph (<see cref="PreparedGraph{T}.FlowMeans"/>) and W is kept as four blocks.
/// </remarks>
public sealed class EdgeGraphSageLayer
{
    private readonly ParameterSlot _self;
    private readonly ParameterSlot _outgoing;
    private readonly ParameterSlot _incoming;
    private readonly ParameterSlot _flows;
    private readonly ParameterSlot _bias;

    /// <param name="flowFeatures">fe.</param>
    public EdgeGraphSageLayer(ParameterLayout layout, string name, int input, int flowFeatures, int output)
    {
        _self = layout.AddWeight($"{name}.self", input, output);
        _outgoing = layout.AddWeight($"{name}.outgoing", input, output);
        _incoming = layout.AddWeight($"{name}.incoming", input, output);
        _flows = layout.AddWeight($"{name}.flows", 2 * flowFeatures, output);
        _bias = layout.AddBias($"{name}.bias", output);
    }

    /// <param name="h">[n, input].</param>
    /// <returns>[n, output].</returns>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, Variable<T> h, PreparedGraph<T> graph) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var neighbours = tape.Add(
            tape.Multiply(tape.AverageNeighbours(h, graph.Outgoing), parameters[_outgoing]),
            tape.Multiply(tape.AverageNeighbours(h, graph.Incoming), parameters[_incoming]));
        var own = tape.Add(
            tape.Multiply(h, parameters[_self]),
            tape.Multiply(tape.Constant(graph.FlowMeans), parameters[_flows]));
        return tape.Rectify(tape.AddRow(tape.Add(own, neighbours), parameters[_bias]));
    }
}
