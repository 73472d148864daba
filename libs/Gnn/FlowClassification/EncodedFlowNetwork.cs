using System.Numerics;
using NetMl.Gnn.Encoders;
using NetMl.Gnn.Heads;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.FlowClassification;

/// <summary>A class for each flow from both ends' embeddings and the flow's own features.</summary>
public sealed class EncodedFlowNetwork : IGraphNetwork
{
    /// <summary>E-GraphSAGE's means with residual layers.</summary>
    public const string Residual = "e-graphsage-residual";

    /// <summary>Attention over flows.</summary>
    public const string Attention = "e-gat";

    /// <summary>Means with residual layers, and a memory of the host's last windows.</summary>
    public const string Temporal = "e-graphsage-temporal";

    private readonly IHostEncoder _encoder;
    private readonly FlowHead _head;

    /// <param name="encoder">One of <see cref="HostEncoders"/>.</param>
    public EncodedFlowNetwork(string encoder, NetworkShape shape)
    {
        Outputs = shape.Classes;
        _encoder = HostEncoders.Create(encoder, Layout, shape);
        _head = new FlowHead(Layout, "head", _encoder.Width, shape.FlowFeatures, shape.Hidden, shape.Classes);
    }

    public ParameterLayout Layout { get; } = new();

    public int Outputs { get; }

    public int Hops => _encoder.Hops;

    /// <inheritdoc/>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T> =>
        _head.Forward(tape, parameters, _encoder.Forward(tape, parameters, graph), owned.Source, owned.Target, tape.Constant(owned.Features));

    /// <inheritdoc/>
    public Variable<T> Loss<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T> =>
        tape.CrossEntropy(Forward(tape, parameters, graph, owned), owned.Labels, owned.ClassWeights, owned.Weights);
}
