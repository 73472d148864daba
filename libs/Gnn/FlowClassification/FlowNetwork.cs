using System.Numerics;
using NetMl.Gnn.Heads;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Layers;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.FlowClassification;

/// <summary>Two E-GraphSAGE layers over the hosts, then a class for each flow from both ends' embeddings and the flow's own features.</summary>
/// <remarks>Source: Lo et al. 2021; where we differ stands at <see cref="EdgeHead"/> and <see cref="EdgeGraphSageLayer"/>.</remarks>
public sealed class FlowNetwork : IGraphNetwork
{
    /// <summary>The name of this task in artifacts and jobs.</summary>
    public const string Task = "flow-classification";

    /// <summary>The name of this network in artifacts and jobs.</summary>
    public const string Name = "e-graphsage";

    private readonly EdgeGraphSageLayer _first;
    private readonly EdgeGraphSageLayer _second;
    private readonly EdgeHead _head;

    public FlowNetwork(int nodeFeatures, int flowFeatures, int hidden, int classes)
    {
        Outputs = classes;
        _first = new EdgeGraphSageLayer(Layout, "layers.0", nodeFeatures, flowFeatures, hidden);
        _second = new EdgeGraphSageLayer(Layout, "layers.1", hidden, flowFeatures, hidden);
        _head = new EdgeHead(Layout, "head", hidden, flowFeatures, classes);
    }

    public ParameterLayout Layout { get; } = new();

    public int Outputs { get; }

    /// <summary>One for each layer.</summary>
    public int Hops => 2;

    /// <inheritdoc/>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var h = _first.Forward(tape, parameters, tape.Constant(graph.Nodes), graph);
        h = _second.Forward(tape, parameters, h, graph);
        return _head.Forward(tape, parameters, h, owned.Source, owned.Target, tape.Constant(owned.Features));
    }

    /// <inheritdoc/>
    public Variable<T> Loss<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T> =>
        tape.CrossEntropy(Forward(tape, parameters, graph, owned), owned.Labels, owned.ClassWeights, owned.Weights);
}
