using System.Numerics;
using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.Heads;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Layers;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Encoders;

/// <summary>A class for each flow, from both ends' embeddings and its own features, or for each host inside a window: y = relu(h·A + a)·D + d of its embedding h.</summary>
public sealed class EncodedNetwork : IGraphNetwork
{
    /// <summary>Of flows: E-GraphSAGE's means with residual layers.</summary>
    public const string FlowMeans = "e-graphsage-residual";

    /// <summary>Of flows: attention over flows.</summary>
    public const string FlowAttention = "e-gat";

    /// <summary>Of flows: means with residual layers, and a memory of the host's last windows.</summary>
    public const string FlowMemory = "e-graphsage-temporal";

    /// <summary>Of hosts: means over flows.</summary>
    public const string HostMeans = "graphsage";

    /// <summary>Of hosts: attention over flows.</summary>
    public const string HostAttention = "gat";

    private readonly IHostEncoder _encoder;
    private readonly FlowHead? _flows;
    private readonly DenseStack? _hosts;

    /// <param name="encoder">One of <see cref="HostEncoders"/>.</param>
    /// <param name="shape">Its task says whether flows or hosts have classes.</param>
    public EncodedNetwork(string encoder, NetworkShape shape)
    {
        Outputs = shape.Classes;
        _encoder = HostEncoders.Create(encoder, Layout, shape);
        if (shape.Task == FlowNetwork.Task)
            _flows = new FlowHead(Layout, "head", _encoder.Width, shape.FlowFeatures, shape.Hidden, shape.Classes);
        else
            _hosts = new DenseStack(Layout, "head", [_encoder.Width, shape.Hidden, shape.Classes]);
    }

    public ParameterLayout Layout { get; } = new();

    public int Outputs { get; }

    public int Hops => _encoder.Hops;

    /// <inheritdoc/>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var h = _encoder.Forward(tape, parameters, graph);
        return _flows?.Forward(tape, parameters, h, owned.Source, owned.Target, tape.Constant(owned.Features))
            ?? _hosts?.Forward(tape, parameters, tape.Gather(h, owned.Nodes))
            ?? throw new InvalidOperationException("The network has a head for flows or one for hosts.");
    }

    /// <inheritdoc/>
    public Variable<T> Loss<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T> =>
        tape.CrossEntropy(Forward(tape, parameters, graph, owned), owned.Labels, owned.ClassWeights, owned.Weights);
}
