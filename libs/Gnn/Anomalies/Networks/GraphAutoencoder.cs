using System.Numerics;
using NetMl.Gnn.Heads;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Layers;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Anomalies.Networks;

/// <summary>(Variational) graph autoencoder: a short code per item, from which its own features and who is linked with whom are told again.</summary>
/// <remarks>
/// An item's code z has a quarter of the hidden width; x̂ = MLP(z). The links are told by σ(cᵤ·cᵥ), where c is a host's z, or, for
/// flows, a linear map of its embedding. Loss per item = mean (x − x̂)² + link term, and for the variational one z = μ + e^l ε with
/// + 2/f · KL(N(μ, e^2l) ‖ N(0, 1)), the weight that a Gaussian of variance 1 over f features asks for; it answers with z = μ.
/// While it learns, three of ten features of a flow are hidden from its code, so that they are told from the others and from what is
/// around. Sources: Kipf, Welling 2016 (links); Ding et al. 2019 (features and links); Vincent et al. 2008 (hiding). We differ: of each
/// item one link and one random pair are told instead of all pairs, and l = 3 tanh(·) is bounded. Parts draw within themselves.
/// </remarks>
public sealed class GraphAutoencoder : IAnomalyNetwork
{
    /// <summary>The name of the plain network in artifacts and jobs.</summary>
    public const string Name = "gae";

    /// <summary>The name of the variational network in artifacts and jobs.</summary>
    public const string VariationalName = "vgae";

    private const int LargestLogDeviation = 3;
    private const double HiddenShare = 0.3;
    private readonly HostEncoder _encoder;
    private readonly EdgeHead? _flows;
    private readonly DenseLayer _links;
    private readonly DenseLayer? _deviation;
    private readonly DenseStack _features;

    /// <param name="shape">A task of <see cref="AnomalyTasks"/>; the network's name says whether it is variational.</param>
    public GraphAutoencoder(NetworkShape shape)
    {
        var isOfFlows = shape.Task == AnomalyTasks.Flows;
        Embedding = Math.Max(2, shape.Hidden / 4);
        Foretold = isOfFlows ? shape.FlowFeatures : shape.NodeFeatures;
        _encoder = new HostEncoder(Layout, shape.NodeFeatures, shape.FlowFeatures, shape.Hidden);
        _flows = isOfFlows ? new EdgeHead(Layout, "head", shape.Hidden, shape.FlowFeatures, Embedding) : null;
        _links = new DenseLayer(Layout, isOfFlows ? "links" : "code", shape.Hidden, Embedding);
        _deviation = shape.Network == VariationalName ? new DenseLayer(Layout, "deviation", isOfFlows ? Embedding : shape.Hidden, Embedding) : null;
        _features = new DenseStack(Layout, "features", [Embedding, shape.Hidden, Foretold]);
    }

    public ParameterLayout Layout { get; } = new();

    /// <inheritdoc/>
    public int Embedding { get; }

    /// <inheritdoc/>
    public int Foretold { get; }

    public int Outputs => Embedding + Foretold;

    /// <inheritdoc/>
    public int Hops => HostEncoder.Hops;

    /// <inheritdoc/>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var code = Code(tape, parameters, _encoder.Forward(tape, parameters, graph), owned);
        return tape.JoinColumns(code, _features.Forward(tape, parameters, code));
    }

    /// <inheritdoc/>
    public Variable<T> Loss<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var h = _encoder.Forward(tape, parameters, graph);
        var code = Code(tape, parameters, h, owned);
        var loss = LinkLoss.Of(tape, _links.Forward(tape, parameters, h), graph, owned);
        if (_deviation is { } deviation)
        {
            var l = tape.Scale(tape.Tanh(deviation.Forward(tape, parameters, _flows is null ? tape.Gather(h, owned.Nodes) : code)), T.CreateChecked(LargestLogDeviation));
            loss = tape.Add(loss, tape.Scale(Divergence(tape, code, l), T.CreateChecked(2.0 / Foretold)));
            code = tape.Add(code, tape.MultiplyElements(tape.Exp(l), tape.Constant(tape.Normal(code.Value.Rows, Embedding))));
        }
        return tape.Add(loss, tape.SumSquaredError(_features.Forward(tape, parameters, code), owned.Features));
    }

    private Variable<T> Code<T>(Tape<T> tape, ParameterSet<T> parameters, Variable<T> h, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T> => _flows is { } flows
        ? flows.Forward(tape, parameters, h, owned.Source, owned.Target, tape.Dropout(tape.Constant(owned.Features), HiddenShare))
        : _links.Forward(tape, parameters, tape.Gather(h, owned.Nodes));

    // Σ ½ (μ² + e^2l − 2l − 1).
    private static Variable<T> Divergence<T>(Tape<T> tape, Variable<T> mean, Variable<T> l) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var half = T.CreateChecked(0.5);
        var (rows, columns) = (mean.Value.Rows, mean.Value.Columns);
        var squares = tape.Scale(tape.SumSquaredError(mean, new Tensor<T>(rows, columns)), T.CreateChecked(columns) * half);
        var spread = tape.Sum(tape.Subtract(tape.Scale(tape.Exp(tape.Scale(l, T.One + T.One)), half), l));
        return tape.Add(tape.Add(squares, spread), tape.Constant(new Tensor<T>(1, 1, new[] { -half * T.CreateChecked(rows * columns) })));
    }
}
