using System.Numerics;
using NetMl.Tensors;

namespace NetMl.Gnn.Inputs;

/// <summary>The items (flows or nodes) of a graph that one part answers for, with what a loss needs of them.</summary>
public sealed class OwnedItems<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private OwnedItems(ReadOnlyMemory<int> source, ReadOnlyMemory<int> target, Tensor<T> features, ReadOnlyMemory<int> labels, ReadOnlyMemory<T> classWeights, ReadOnlyMemory<T> weights, ReadOnlyMemory<int> nodes)
    {
        Source = source;
        Target = target;
        Features = features;
        Labels = labels;
        ClassWeights = classWeights;
        Weights = weights;
        Nodes = nodes;
    }

    /// <summary>[owned]: source node of each owned flow; empty for nodes.</summary>
    public ReadOnlyMemory<int> Source { get; }

    /// <summary>[owned]: target node of each owned flow; empty for nodes.</summary>
    public ReadOnlyMemory<int> Target { get; }

    /// <summary>[owned, f]: standardised features of each owned item.</summary>
    public Tensor<T> Features { get; }

    /// <summary>[owned]: class of each owned item, −1 = unknown; empty without labels.</summary>
    public ReadOnlyMemory<int> Labels { get; }

    /// <summary>[classes]; empty without labels.</summary>
    public ReadOnlyMemory<T> ClassWeights { get; }

    /// <summary>[owned]: how much each owned item counts in the loss, ≥ 0; empty = 1 each.</summary>
    public ReadOnlyMemory<T> Weights { get; }

    /// <summary>[owned]: the owned nodes; empty for flows.</summary>
    public ReadOnlyMemory<int> Nodes { get; }

    /// <summary>Owned flows.</summary>
    /// <param name="owned">Flow indices in the graph.</param>
    /// <param name="labels">[owned]; empty when only predictions are wanted.</param>
    /// <param name="classWeights">[classes].</param>
    /// <param name="weights">[owned]; empty = 1 each.</param>
    public static OwnedItems<T> OfFlows(
        PreparedGraph<T> graph, ReadOnlyMemory<int> owned, ReadOnlyMemory<int> labels, ReadOnlyMemory<T> classWeights, ReadOnlyMemory<T> weights = default) => new(
        Pick(graph.Sample.FlowSource.Span, owned.Span), Pick(graph.Sample.FlowTarget.Span, owned.Span), Rows(graph.Flows, owned.Span),
        labels, classWeights, weights, ReadOnlyMemory<int>.Empty);

    /// <summary>Owned nodes.</summary>
    /// <param name="owned">Node indices in the graph.</param>
    /// <param name="labels">[owned]; empty without labels.</param>
    /// <param name="classWeights">[classes].</param>
    /// <param name="weights">[owned]; empty = 1 each.</param>
    public static OwnedItems<T> OfNodes(
        PreparedGraph<T> graph, ReadOnlyMemory<int> owned, ReadOnlyMemory<int> labels = default, ReadOnlyMemory<T> classWeights = default, ReadOnlyMemory<T> weights = default) => new(
        ReadOnlyMemory<int>.Empty, ReadOnlyMemory<int>.Empty, Rows(graph.Nodes, owned.Span), labels, classWeights, weights, owned);

    /// <summary>Every flow, without labels: for prediction.</summary>
    public static OwnedItems<T> AllFlows(PreparedGraph<T> graph) => new(
        graph.Sample.FlowSource, graph.Sample.FlowTarget, graph.Flows, ReadOnlyMemory<int>.Empty, ReadOnlyMemory<T>.Empty, ReadOnlyMemory<T>.Empty, ReadOnlyMemory<int>.Empty);

    /// <summary>Every node, likewise.</summary>
    public static OwnedItems<T> AllNodes(PreparedGraph<T> graph) => OfNodes(graph, Enumerable.Range(0, graph.Sample.Nodes).ToArray());

    /// <summary>Every flow or every node, likewise.</summary>
    public static OwnedItems<T> All(PreparedGraph<T> graph, bool areFlows) => areFlows ? AllFlows(graph) : AllNodes(graph);

    /// <summary>Owned flows or nodes.</summary>
    /// <param name="owned">Indices in the graph.</param>
    /// <param name="labels">[owned]; empty without labels.</param>
    /// <param name="classWeights">[classes].</param>
    /// <param name="weights">[owned]; empty = 1 each.</param>
    public static OwnedItems<T> Of(
        PreparedGraph<T> graph, bool areFlows, ReadOnlyMemory<int> owned, ReadOnlyMemory<int> labels = default, ReadOnlyMemory<T> classWeights = default, ReadOnlyMemory<T> weights = default) =>
        areFlows ? OfFlows(graph, owned, labels, classWeights, weights) : OfNodes(graph, owned, labels, classWeights, weights);

    private static int[] Pick(ReadOnlySpan<int> values, ReadOnlySpan<int> owned)
    {
        var picked = new int[owned.Length];
        for (var i = 0; i < owned.Length; i++)
            picked[i] = values[owned[i]];
        return picked;
    }

    private static Tensor<T> Rows(Tensor<T> values, ReadOnlySpan<int> owned)
    {
        var rows = new Tensor<T>(owned.Length, values.Columns);
        for (var i = 0; i < owned.Length; i++)
            values.Row(owned[i]).CopyTo(rows.Row(i));
        return rows;
    }
}
