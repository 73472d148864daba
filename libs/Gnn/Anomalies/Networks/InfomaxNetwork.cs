using System.Numerics;
using NetMl.Gnn.Heads;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Anomalies.Networks;

/// <summary>Deep Graph Infomax: embeddings from which one can tell whether an item belongs to the graph or to one with shuffled features.</summary>
/// <remarks>
/// Loss = −Σ log σ(eᵢ·(s·W)ᵀ) + log(1 − σ(ẽᵢ·(s·W)ᵀ)) with s = σ(mean of the owned e) and ẽ from the graph whose node and flow features are
/// shuffled. Encoder: two E-GraphSAGE layers; a flow's embedding comes from both ends' and its own features. Sources: Veličković et
/// al. 2019; Caville et al. 2022 (Anomal-E) for flows. We differ: where a graph is cut into parts, each part has its own s and
/// shuffles within itself, as the paper does with its batches; so parts add up to the whole graph's loss in expectation, not to the bit.
/// </remarks>
public sealed class InfomaxNetwork : IAnomalyNetwork
{
    /// <summary>The name of this network in artifacts and jobs.</summary>
    public const string Name = "dgi";

    private readonly HostEncoder _encoder;
    private readonly EdgeHead? _flows;
    private readonly ParameterSlot _discriminator;

    /// <param name="shape">A task of <see cref="AnomalyTasks"/>; classes are not looked at.</param>
    public InfomaxNetwork(NetworkShape shape)
    {
        _encoder = new HostEncoder(Layout, shape.NodeFeatures, shape.FlowFeatures, shape.Hidden);
        _flows = shape.Task == AnomalyTasks.Flows ? new EdgeHead(Layout, "head", shape.Hidden, shape.FlowFeatures, shape.Hidden) : null;
        _discriminator = Layout.AddWeight("discriminator.weight", shape.Hidden, shape.Hidden);
        Embedding = shape.Hidden;
    }

    public ParameterLayout Layout { get; } = new();

    /// <inheritdoc/>
    public int Embedding { get; }

    /// <inheritdoc/>
    public int Foretold => 0;

    public int Outputs => Embedding;

    /// <inheritdoc/>
    public int Hops => HostEncoder.Hops;

    /// <inheritdoc/>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T> =>
        Embed(tape, parameters, graph, owned, owned.Features);

    /// <inheritdoc/>
    public Variable<T> Loss<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var shuffled = tape.Corrupt(graph);
        var real = Embed(tape, parameters, graph, owned, owned.Features);
        var made = Embed(tape, parameters, shuffled, owned, _flows is null ? owned.Features : tape.Deal(owned.Features));
        var summary = tape.Multiply(tape.Sigmoid(tape.MeanRows(real)), parameters[_discriminator]);
        return tape.Add(Judge(tape, real, summary, T.One), Judge(tape, made, summary, T.Zero));
    }

    private Variable<T> Embed<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph, OwnedItems<T> owned, Tensor<T> features)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var h = _encoder.Forward(tape, parameters, graph);
        return _flows is { } flows
            ? flows.Forward(tape, parameters, h, owned.Source, owned.Target, tape.Constant(features))
            : tape.Gather(h, owned.Nodes);
    }

    // summary [1, hidden] is s·W, so a logit is e·(s·W)ᵀ.
    private static Variable<T> Judge<T>(Tape<T> tape, Variable<T> embeddings, Variable<T> summary, T isReal) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var logits = tape.MultiplyTransposed(embeddings, summary);
        var answers = new Tensor<T>(embeddings.Value.Rows, 1);
        answers.Span.Fill(isReal);
        return tape.BinaryCrossEntropy(logits, answers, T.One);
    }
}
