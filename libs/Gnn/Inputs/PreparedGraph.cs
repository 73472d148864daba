using System.Numerics;
using NetMl.Tensors;
using NetMl.Tensors.Kernels;

namespace NetMl.Gnn.Inputs;

/// <summary>A graph ready for the layers: standardised features, who hears whom in both directions, mean flow features of each node.</summary>
public sealed class PreparedGraph<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private Adjacency? _opened;
    private Adjacency? _answered;

    private PreparedGraph(GraphSample sample, Tensor<T> nodes, Tensor<T> flows)
    {
        Sample = sample;
        Nodes = nodes;
        Flows = flows;
        var source = sample.FlowSource.Span;
        var target = sample.FlowTarget.Span;
        Outgoing = Adjacency.Group(sample.Nodes, source, target, skipSelf: false);
        Incoming = Adjacency.Group(sample.Nodes, target, source, skipSelf: false);
        OutgoingOthers = Adjacency.Group(sample.Nodes, source, target, skipSelf: true);
        IncomingOthers = Adjacency.Group(sample.Nodes, target, source, skipSelf: true);
        FlowMeans = MeanFlows(flows);
    }

    private PreparedGraph(PreparedGraph<T> other, Tensor<T> nodes, Tensor<T> flows)
    {
        (Sample, Nodes, Flows) = (other.Sample, nodes, flows);
        (Outgoing, Incoming, OutgoingOthers, IncomingOthers) = (other.Outgoing, other.Incoming, other.OutgoingOthers, other.IncomingOthers);
        (_opened, _answered) = (other._opened, other._answered);
        FlowMeans = MeanFlows(flows);
    }

    public GraphSample Sample { get; }

    /// <summary>[n, fn], standardised.</summary>
    public Tensor<T> Nodes { get; }

    /// <summary>[m, fe], standardised.</summary>
    public Tensor<T> Flows { get; }

    /// <summary>A node hears those to whom it opened flows, once per flow.</summary>
    public Adjacency Outgoing { get; }

    /// <summary>A node hears those that opened flows to it, once per flow.</summary>
    public Adjacency Incoming { get; }

    /// <summary><see cref="Outgoing"/> without flows of a node to itself.</summary>
    public Adjacency OutgoingOthers { get; }

    /// <summary><see cref="Incoming"/> without flows of a node to itself.</summary>
    public Adjacency IncomingOthers { get; }

    /// <summary>[n, 2·fe]: mean features of the flows that a node opened ‖ of those that it answered; zeros where none.</summary>
    public Tensor<T> FlowMeans { get; }

    /// <summary>[n, m]: a node hears the flows that it opened. Made at the first call, O(n + m), and kept; one thread.</summary>
    public Adjacency Opened => _opened ??= OfFlows(Sample.FlowSource.Span);

    /// <summary>[n, m]: a node hears the flows that it answered, likewise.</summary>
    public Adjacency Answered => _answered ??= OfFlows(Sample.FlowTarget.Span);

    /// <summary>Standardises and groups. O((n + m) · features).</summary>
    /// <exception cref="InvalidDataException">A feature is not a finite number, or the feature counts differ.</exception>
    public static PreparedGraph<T> Create(GraphSample sample, Standardisation nodeScale, Standardisation flowScale)
    {
        if (sample.NodeFeatureCount != nodeScale.Mean.Length || sample.FlowFeatureCount != flowScale.Mean.Length)
            throw new InvalidDataException($"The graph has {sample.NodeFeatureCount} node and {sample.FlowFeatureCount} flow features; the model knows {nodeScale.Mean.Length} and {flowScale.Mean.Length}.");
        return new PreparedGraph<T>(
            sample,
            Standardised(sample.NodeFeatures.Span, sample.Nodes, nodeScale),
            Standardised(sample.FlowFeatures.Span, sample.Flows, flowScale));
    }

    /// <summary>The same flows between the same nodes with other features. O(m · fe).</summary>
    /// <param name="nodes">[n, fn], standardised.</param>
    /// <param name="flows">[m, fe], standardised.</param>
    /// <exception cref="ArgumentException">The shapes differ from this graph's.</exception>
    public PreparedGraph<T> WithFeatures(Tensor<T> nodes, Tensor<T> flows) => nodes.HasShapeOf(Nodes) && flows.HasShapeOf(Flows)
        ? new PreparedGraph<T>(this, nodes, flows)
        : throw new ArgumentException($"The features are {nodes} and {flows} where {Nodes} and {Flows} are needed.", nameof(nodes));

    private Adjacency OfFlows(ReadOnlySpan<int> nodes)
    {
        var flows = new int[nodes.Length];
        for (var flow = 0; flow < flows.Length; flow++)
            flows[flow] = flow;
        return Adjacency.Group(Sample.Nodes, flows.Length, nodes, flows, skipSelf: false);
    }

    private static Tensor<T> Standardised(ReadOnlySpan<float> values, int rows, Standardisation scale)
    {
        var standardised = new float[values.Length];
        scale.Apply(values, standardised);
        if (standardised is T[] same)
            return new Tensor<T>(rows, scale.Mean.Length, same);
        return new Tensor<T>(rows, scale.Mean.Length, Array.ConvertAll(standardised, T.CreateChecked));
    }

    private Tensor<T> MeanFlows(Tensor<T> flows)
    {
        var width = flows.Columns;
        var means = new Tensor<T>(Sample.Nodes, 2 * width);
        var half = new Tensor<T>(Sample.Nodes, width);
        var from = 0;
        foreach (var side in (ReadOnlySpan<Adjacency>)[Outgoing, Incoming])
        {
            Segments.Mean<T>(side.Offsets, side.Entries, flows.Span, width, half.Span);
            for (var node = 0; node < Sample.Nodes; node++)
                half.Row(node).CopyTo(means.Row(node).Slice(from, width));
            from += width;
        }
        return means;
    }
}
