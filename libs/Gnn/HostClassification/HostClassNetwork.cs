using System.Numerics;
using NetMl.Gnn.Encoders;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Layers;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.HostClassification;

/// <summary>A class for each host inside a window: y = relu(h·A + a)·D + d of its embedding h.</summary>
public sealed class HostClassNetwork : IGraphNetwork
{
    /// <summary>The name of this task in artifacts and jobs.</summary>
    public const string Task = "host-classification";

    /// <summary>Means over flows.</summary>
    public const string Means = "graphsage";

    /// <summary>Attention over flows.</summary>
    public const string Attention = "gat";

    private readonly IHostEncoder _encoder;
    private readonly DenseStack _head;

    /// <param name="encoder">One of <see cref="HostEncoders"/>.</param>
    public HostClassNetwork(string encoder, NetworkShape shape)
    {
        Outputs = shape.Classes;
        _encoder = HostEncoders.Create(encoder, Layout, shape);
        _head = new DenseStack(Layout, "head", [_encoder.Width, shape.Hidden, shape.Classes]);
    }

    public ParameterLayout Layout { get; } = new();

    public int Outputs { get; }

    public int Hops => _encoder.Hops;

    /// <inheritdoc/>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T> =>
        _head.Forward(tape, parameters, tape.Gather(_encoder.Forward(tape, parameters, graph), owned.Nodes));

    /// <inheritdoc/>
    public Variable<T> Loss<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T> =>
        tape.CrossEntropy(Forward(tape, parameters, graph, owned), owned.Labels, owned.ClassWeights, owned.Weights);
}
