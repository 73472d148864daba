using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Layers;

/// <summary>
/// Attention over flows: a flow e between v and u says zₑ = hᵤ · W + xₑ · F, for each head e scores ⟨a, leaky(zₑ + hᵥ · Q)⟩, αₑ = softmax of
/// the scores over the flows of v, and v hears Σ αₑ zₑ. Flows that it opened and flows that it answered are heard apart:
/// h'ᵥ = relu(hᵥ · S + heard_out + heard_in + b).
/// </summary>
/// <remarks>
/// Source: Brody et al. 2022, equation 7, with the flow's features in the score and in what is heard, as E-GraphSAGE has them (Lo et al. 2021).
/// Memory: two messages [m, output] and two numbers per flow and head.
/// </remarks>
public sealed class EdgeAttentionLayer
{
    private const double Slope = 0.2;
    private readonly ParameterSlot _self;
    private readonly Direction _outgoing;
    private readonly Direction _incoming;
    private readonly ParameterSlot _bias;

    /// <param name="flowFeatures">fe.</param>
    /// <param name="output">Width of all heads together.</param>
    /// <param name="heads">A divisor of <paramref name="output"/>.</param>
    /// <exception cref="ArgumentException">The width cannot be dealt to the heads.</exception>
    public EdgeAttentionLayer(ParameterLayout layout, string name, int input, int flowFeatures, int output, int heads)
    {
        if (heads < 1 || output % heads != 0)
            throw new ArgumentException($"A width of {output} cannot be dealt to {heads} heads.", nameof(heads));
        _self = layout.AddWeight($"{name}.self", input, output);
        _outgoing = new Direction(layout, $"{name}.outgoing", input, flowFeatures, output, heads);
        _incoming = new Direction(layout, $"{name}.incoming", input, flowFeatures, output, heads);
        _bias = layout.AddBias($"{name}.bias", output);
    }

    /// <param name="h">[n, input].</param>
    /// <returns>[n, output].</returns>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, Variable<T> h, PreparedGraph<T> graph) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var flows = tape.Constant(graph.Flows);
        var heard = tape.Add(
            _outgoing.Forward(tape, parameters, h, flows, graph.Sample.FlowTarget, graph.Opened),
            _incoming.Forward(tape, parameters, h, flows, graph.Sample.FlowSource, graph.Answered));
        return tape.Rectify(tape.AddRow(tape.Add(heard, tape.Multiply(h, parameters[_self])), parameters[_bias]));
    }

    private sealed class Direction(ParameterLayout layout, string name, int input, int flowFeatures, int output, int heads)
    {
        private readonly ParameterSlot _peer = layout.AddWeight($"{name}.peer", input, output);
        private readonly ParameterSlot _flow = layout.AddWeight($"{name}.flow", flowFeatures, output);
        private readonly ParameterSlot _query = layout.AddWeight($"{name}.query", input, output);
        private readonly ParameterSlot _attention = layout.AddWeight($"{name}.attention", heads, output / heads);

        /// <param name="flowsOf">[n, m].</param>
        public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, Variable<T> h, Variable<T> flows, ReadOnlyMemory<int> peers, Adjacency flowsOf)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var said = tape.Add(tape.Gather(tape.Multiply(h, parameters[_peer]), peers), tape.Multiply(flows, parameters[_flow]));
            var scores = tape.AttendJointly(said, tape.Multiply(h, parameters[_query]), parameters[_attention], flowsOf, Slope);
            return tape.SumNeighbours(tape.SoftmaxNeighbours(scores, flowsOf), said, flowsOf);
        }
    }
}
