using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Layers;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;

namespace NetMl.Gnn.Anomalies.Networks;

/// <summary>Embeddings of the nodes by two E-GraphSAGE layers: the encoder of the models without labels.</summary>
internal sealed class HostEncoder
{
    /// <summary>One for each layer.</summary>
    public const int Hops = 2;

    private readonly EdgeGraphSageLayer _first;
    private readonly EdgeGraphSageLayer _second;

    public HostEncoder(ParameterLayout layout, int nodeFeatures, int flowFeatures, int hidden)
    {
        _first = new EdgeGraphSageLayer(layout, "layers.0", nodeFeatures, flowFeatures, hidden);
        _second = new EdgeGraphSageLayer(layout, "layers.1", hidden, flowFeatures, hidden);
    }

    /// <returns>[n, hidden].</returns>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph) where T : unmanaged, IFloatingPointIeee754<T> =>
        _second.Forward(tape, parameters, _first.Forward(tape, parameters, tape.Constant(graph.Nodes), graph), graph);
}
