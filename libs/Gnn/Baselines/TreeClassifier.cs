using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Inputs;
using NetMl.Trees;

namespace NetMl.Gnn.Baselines;

/// <summary>Boosted trees over the rows of flows or hosts, ready to predict. Immutable: any number of threads may call it at once.</summary>
public sealed class TreeClassifier
{
    /// <summary>The name in place of a network's, in artifacts, jobs and reports.</summary>
    public const string Name = "boosted-trees";

    private readonly ModelArtifact _artifact;
    private readonly BoostedTrees _trees;
    private readonly bool _areFlows;

    /// <exception cref="InvalidDataException">The artifact has no trees.</exception>
    public TreeClassifier(ModelArtifact artifact)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        _artifact = artifact;
        _trees = artifact.Trees ?? throw new InvalidDataException($"The model is of the network {artifact.Network}; it has no trees.");
        _areFlows = GraphNetworks.IsOfFlows(artifact.Task);
    }

    /// <summary>Class names in the order of the probabilities.</summary>
    public IReadOnlyList<string> Classes => _artifact.Classes;

    /// <summary>Whether the artifact says what <see cref="Explain"/> needs; those of earlier versions do not.</summary>
    public bool CanExplain => _trees.CanExplain;

    /// <summary>Probabilities of the classes for every flow, or every node, of the graph. O(items · (width + trees · depth)).</summary>
    /// <param name="graph">Raw features, in the order of the artifact's names (<see cref="ModelArtifact.Select"/>).</param>
    /// <returns>[items, classes] row-major; each row sums to 1 within 1e-5.</returns>
    /// <exception cref="InvalidDataException">The number of features differs, or a feature is not a finite number.</exception>
    public float[] Predict(GraphSample graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var prepared = PreparedGraph<float>.Create(graph, _artifact.NodeScale, _artifact.FlowScale);
        int[] items = [.. Enumerable.Range(0, _areFlows ? graph.Flows : graph.Nodes)];
        return _trees.Probabilities(ItemRows.Of(prepared, _areFlows, items));
    }

    /// <summary>Why a flow, or a node, has its class and not the next probable one: exact Shapley values of the columns of its row, of the log-odds of the two.</summary>
    /// <param name="graph">As for <see cref="Predict"/>.</param>
    /// <param name="item">Flow or node of the graph.</param>
    /// <remarks>O(graph + nodes + leaves · columns²). Source: <see cref="BoostedTrees.Explain"/>.</remarks>
    /// <exception cref="InvalidDataException">The number of features differs, or a feature is not a finite number.</exception>
    /// <exception cref="InvalidOperationException">Not <see cref="CanExplain"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public TreeExplanation Explain(GraphSample graph, int item, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(item, _areFlows ? graph.Flows : graph.Nodes);
        var row = ItemRows.Of(PreparedGraph<float>.Create(graph, _artifact.NodeScale, _artifact.FlowScale), _areFlows, [item]);
        var (probabilities, best) = (_trees.Probabilities(row), _trees.Predict(row)[0]);
        var next = Enumerable.Range(0, probabilities.Length).Where(of => of != best).MaxBy(of => probabilities[of]);
        var score = _trees.Explain(row, best, cancellationToken);
        // Two classes have one score between them, the log-odds already.
        return new TreeExplanation(best, next, probabilities, probabilities.Length == 2 ? score : score.Against(_trees.Explain(row, next, cancellationToken)));
    }
}
