using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.NodeClassification;
using NetMl.Tensors;

namespace NetMl.Gnn.Explanations;

/// <summary>Explains the classes that a node classifier gives to nodes of any graph.</summary>
/// <remarks>
/// Looks at the nodes within the network's layers alone, or steps of propagation. Immutable: any number of threads may call it at once. Cost: a pass over the
/// whole graph, then 100 to 1,200 passes, there and back, over that part. Sources: Ying et al. 2019 (masks), Sundararajan et al. 2017 (features).
/// </remarks>
public sealed class NodeExplainer(NodeModelArtifact artifact)
{
    private readonly NodePredictor _predictor = new(artifact);

    /// <summary>Explains the class of a node. Edges are those of the list given, each once however often it is repeated; inputs are the node's own prepared features, none for models that know nodes by their numbers.</summary>
    /// <param name="raw">[n, RawFeatures].</param>
    /// <param name="source">[m].</param>
    /// <param name="target">[m].</param>
    /// <param name="node">0..n − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such node.</exception>
    /// <exception cref="InvalidDataException">The features, or the number of nodes, are not of the kind that the model was trained on.</exception>
    public Explanation Explain(
        SparseMatrix<float> raw, ReadOnlySpan<int> source, ReadOnlySpan<int> target, int node, ExplanationSettings settings, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)node, (uint)raw.Rows, nameof(node));
        var classes = artifact.Classes.Count;
        var probabilities = _predictor.Predict(raw, source, target).AsSpan(node * classes, classes).ToArray();
        var network = artifact.CreateNetwork();
        var graph = artifact.Preparation.Apply(raw, NodeGraph<float>.Join(raw.Rows, source, target, artifact.IsDirected));
        var hops = artifact.Settings.Network is "mlp" or "logistic" ? 0 : artifact.Settings.Layers;
        var part = NodeNeighbourhood.Around(graph, node, hops, artifact.IsDirected, settings.MostEdges * 2);

        var question = new NodeQuestion(network, artifact.Weights.ToArray(), part, artifact.IsDirected, artifact.Preparation.Kind != FeaturePreparation.Identity);
        var places = Places(source, target, artifact.IsDirected);
        int[] edges = [.. part.Edges.Select(edge => places[Pair(part.Nodes[edge.Listener], part.Nodes[edge.Heard], artifact.IsDirected)])];
        var leftOut = part.IsWhole ? 0 : Math.Max(0, NodeNeighbourhood.CountEdges(graph, node, hops, artifact.IsDirected) - edges.Length);
        return Explaining.Run(question, probabilities, edges, leftOut, settings, cancellationToken);
    }

    private static Dictionary<(int, int), int> Places(ReadOnlySpan<int> source, ReadOnlySpan<int> target, bool isDirected)
    {
        var places = new Dictionary<(int, int), int>(source.Length);
        for (var edge = 0; edge < source.Length; edge++)
            places.TryAdd(Pair(target[edge], source[edge], isDirected), edge);
        return places;
    }

    // (listener, heard); of an undirected edge the smaller number first.
    private static (int, int) Pair(int listener, int heard, bool isDirected) => isDirected || listener < heard ? (listener, heard) : (heard, listener);
}
