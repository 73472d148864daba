using System.Numerics;
using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Layers;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.HostAnomaly;

/// <summary>Foretells a host's standardised features from its peers alone; the host's own features are masked.</summary>
/// <remarks>
/// x̂ᵥ = relu(mean_out(gᵤ)·A + mean_in(gᵤ)·B + b)·C + c with gᵤ = relu(xᵤ·D + d) over the peers u ≠ v. One hop of GraphSAGE without
/// its own term: a second hop would bring the host's own features back through its peers.
/// </remarks>
public sealed class HostNetwork : IAnomalyNetwork
{
    /// <summary>The name of this task in artifacts and jobs.</summary>
    public const string Task = "host-anomaly";

    /// <summary>The name of this network in artifacts and jobs.</summary>
    public const string Name = "masked";

    private readonly DenseLayer _peers;
    private readonly DirectedGraphSageLayer _average;
    private readonly DenseLayer _features;

    public HostNetwork(int nodeFeatures, int hidden)
    {
        Outputs = nodeFeatures;
        _peers = new DenseLayer(Layout, "peers", nodeFeatures, hidden);
        _average = new DirectedGraphSageLayer(Layout, "layers.0", hidden, hidden, includeSelf: false);
        _features = new DenseLayer(Layout, "head.features", hidden, nodeFeatures);
    }

    public ParameterLayout Layout { get; } = new();

    public int Outputs { get; }

    /// <inheritdoc/>
    public int Embedding => 0;

    /// <inheritdoc/>
    public int Foretold => Outputs;

    /// <summary>Its peers alone.</summary>
    public int Hops => 1;

    /// <inheritdoc/>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var peers = tape.Rectify(_peers.Forward(tape, parameters, tape.Constant(graph.Nodes)));
        var h = _average.Forward(tape, parameters, peers, graph.OutgoingOthers, graph.IncomingOthers);
        return _features.Forward(tape, parameters, tape.Gather(h, owned.Nodes));
    }

    /// <inheritdoc/>
    public Variable<T> Loss<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T> =>
        tape.SumSquaredError(Forward(tape, parameters, graph, owned), owned.Features);
}
