using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Layers;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Anomalies.Networks;

/// <summary>Foretells a flow's standardised features from the other flows of its two ends; the flow itself is masked.</summary>
/// <remarks>
/// x̂ₑ = relu(mean(gₖ)·A + mean(gₖ)·B + mean(gₖ)·C + mean(gₖ)·D + b)·E + c with gₖ = relu(xₖ·F + f), the means over the flows k ≠ e that
/// e's source opened, that it answered, that e's target opened, and that it answered. Features of hosts are left out: they count e.
/// </remarks>
public sealed class MaskedFlowNetwork : IAnomalyNetwork
{
    /// <summary>The name of this network in artifacts and jobs.</summary>
    public const string Name = "masked";

    private readonly DenseLayer _flows;
    private readonly DenseLayer _around;
    private readonly DenseLayer _features;

    public MaskedFlowNetwork(NetworkShape shape)
    {
        Foretold = shape.FlowFeatures;
        _flows = new DenseLayer(Layout, "flows", shape.FlowFeatures, shape.Hidden);
        _around = new DenseLayer(Layout, "around", 4 * shape.Hidden, shape.Hidden);
        _features = new DenseLayer(Layout, "head.features", shape.Hidden, shape.FlowFeatures);
    }

    public ParameterLayout Layout { get; } = new();

    /// <inheritdoc/>
    public int Embedding => 0;

    /// <inheritdoc/>
    public int Foretold { get; }

    public int Outputs => Foretold;

    /// <summary>The flows of its ends alone.</summary>
    public int Hops => 1;

    /// <inheritdoc/>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var all = tape.Rectify(_flows.Forward(tape, parameters, tape.Constant(graph.Flows)));
        var own = tape.Rectify(_flows.Forward(tape, parameters, tape.Constant(owned.Features)));
        var (opened, answered) = (tape.SumNeighbours(all, graph.Opened), tape.SumNeighbours(all, graph.Answered));
        Variable<T> Others(Variable<T> sums, Adjacency flows, ReadOnlyMemory<int> ends, ReadOnlyMemory<int> side) => MeanOfOthers(tape, sums, flows, own, ends, side);
        var around = tape.JoinColumns(
            Others(opened, graph.Opened, owned.Source, owned.Source), Others(answered, graph.Answered, owned.Source, owned.Target),
            Others(opened, graph.Opened, owned.Target, owned.Source), Others(answered, graph.Answered, owned.Target, owned.Target));
        return _features.Forward(tape, parameters, tape.Rectify(_around.Forward(tape, parameters, around)));
    }

    /// <inheritdoc/>
    public Variable<T> Loss<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T> =>
        tape.SumSquaredError(Forward(tape, parameters, graph, owned), owned.Features);

    // An owned flow is among the flows of an end when that end is its node on that side, as both ends of a flow to itself are.
    private static Variable<T> MeanOfOthers<T>(Tape<T> tape, Variable<T> sums, Adjacency flows, Variable<T> own, ReadOnlyMemory<int> ends, ReadOnlyMemory<int> side)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (holds, factor) = (new Tensor<T>(ends.Length, 1), new Tensor<T>(ends.Length, 1));
        for (var i = 0; i < ends.Length; i++)
        {
            var (end, isIn) = (ends.Span[i], ends.Span[i] == side.Span[i]);
            holds.Span[i] = isIn ? T.One : T.Zero;
            factor.Span[i] = T.One / T.CreateChecked(Math.Max(1, flows.Offsets[end + 1] - flows.Offsets[end] - (isIn ? 1 : 0)));
        }
        var others = tape.Subtract(tape.Gather(sums, ends), tape.MultiplyColumn(own, tape.Constant(holds)));
        return tape.MultiplyColumn(others, tape.Constant(factor));
    }
}
