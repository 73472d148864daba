using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Layers;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.FlowClassification;

/// <summary>Two E-GraphSAGE layers over the hosts, then a class for each flow from both ends' embeddings and the flow's own features.</summary>
/// <remarks>
/// Source: Lo et al. 2021. We differ: the head also sees the flow's own features, because parallel flows between the same two
/// hosts must be able to differ; and it has one hidden layer. logits = relu(hᵤ·A + hᵥ·B + xₑ·C + b)·D + d.
/// </remarks>
public sealed class FlowNetwork : IGraphNetwork
{
    /// <summary>The name of this task in artifacts and jobs.</summary>
    public const string Task = "flow-classification";

    private readonly EdgeGraphSageLayer _first;
    private readonly EdgeGraphSageLayer _second;
    private readonly ParameterSlot _source;
    private readonly ParameterSlot _target;
    private readonly DenseLayer _flow;
    private readonly DenseLayer _classes;

    public FlowNetwork(int nodeFeatures, int flowFeatures, int hidden, int classes)
    {
        Outputs = classes;
        _first = new EdgeGraphSageLayer(Layout, "layers.0", nodeFeatures, flowFeatures, hidden);
        _second = new EdgeGraphSageLayer(Layout, "layers.1", hidden, flowFeatures, hidden);
        _source = Layout.AddWeight("head.source", hidden, hidden);
        _target = Layout.AddWeight("head.target", hidden, hidden);
        _flow = new DenseLayer(Layout, "head.flow", flowFeatures, hidden);
        _classes = new DenseLayer(Layout, "head.classes", hidden, classes);
    }

    public ParameterLayout Layout { get; } = new();

    public int Outputs { get; }

    /// <inheritdoc/>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var h = _first.Forward(tape, parameters, tape.Constant(graph.Nodes), graph);
        h = _second.Forward(tape, parameters, h, graph);

        // Each host is multiplied once, not once per flow.
        var ends = tape.Add(
            tape.Gather(tape.Multiply(h, parameters[_source]), owned.Source),
            tape.Gather(tape.Multiply(h, parameters[_target]), owned.Target));
        var flow = _flow.Forward(tape, parameters, tape.Constant(owned.Features));
        return _classes.Forward(tape, parameters, tape.Rectify(tape.Add(ends, flow)));
    }

    /// <inheritdoc/>
    public Variable<T> Loss<T>(Tape<T> tape, Variable<T> outputs, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T> =>
        tape.CrossEntropy(outputs, owned.Labels, owned.ClassWeights);
}
