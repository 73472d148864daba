using NetMl.Gnn.Anomalies.Networks;
using NetMl.Gnn.Anomalies.Scorers;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.HostAnomaly;
using NetMl.Gnn.Inputs;

namespace NetMl.Gnn.Anomalies;

/// <summary>How scores are made and judged.</summary>
/// <param name="Scorer">One of <see cref="AnomalyScorers.Names"/>; null = the default of the network.</param>
/// <param name="FalsePositives">Share of normal items that may lie above the threshold, in (0, 1).</param>
/// <param name="Kept">Normal items that the model keeps, at most <see cref="NormalSample.Most"/>.</param>
/// <param name="Seed">Of what is drawn.</param>
/// <param name="KeepNames">Whether the kept items have their names, which the model file then tells; else they are numbered.</param>
public sealed record AnomalySettings(string? Scorer = null, double FalsePositives = 0.01, int Kept = 256, int Seed = 1, bool KeepNames = true);

/// <summary>Items of a graph that are taken for normal.</summary>
/// <param name="NameOf">What people call an item (a flow or node of the graph): address or uid, and the window.</param>
/// <param name="Items">Which of the graph's items; null = all.</param>
/// <param name="Rows">What <see cref="AnomalyFitting.RowsOf"/> gives for all items of the graph, when it is known already; null = it is computed.</param>
public sealed record NormalItems(GraphSample Graph, Func<int, string> NameOf, IReadOnlyList<int>? Items = null, ReadOnlyMemory<float>? Rows = null);

/// <summary>Makes scores of a trained network's outputs: fits a scorer, sets the threshold, keeps a sample.</summary>
public static class AnomalyFitting
{
    /// <summary>What scorers see of all items of a graph: the network's embedding and the errors of what it foretells. One pass of the network; several scorers can share it.</summary>
    /// <returns>[items, embedding + foretold].</returns>
    /// <exception cref="InvalidDataException">The task has classes, the number of features differs, or a feature is not a finite number.</exception>
    public static float[] RowsOf(ModelArtifact artifact, GraphSample graph) => new AnomalyRows(artifact).Of(graph);

    /// <summary>Fits.</summary>
    /// <param name="artifact">The trained network.</param>
    /// <param name="train">What it learnt from.</param>
    /// <param name="heldOut">Normal items that it did not learn from, which the threshold is set by; null = those of training, which lets more through than meant.</param>
    /// <returns>The artifact with its <see cref="ModelArtifact.Anomaly"/> part.</returns>
    /// <exception cref="InvalidDataException">The task has classes, the scorer is unknown or does not suit the network, or there are too few items.</exception>
    public static ModelArtifact Fit(ModelArtifact artifact, NormalItems train, NormalItems? heldOut, AnomalySettings settings, CancellationToken cancellationToken)
    {
        if (settings.Kept is < 0 or > NormalSample.Most)
            throw new InvalidDataException($"{settings.Kept} normal items cannot be kept; 0 to {NormalSample.Most} can.");
        var model = new AnomalyRows(artifact);
        var (items, rows) = Rows(model, train);
        var scorer = AnomalyScorers.Fit(
            settings.Scorer ?? DefaultScorer(artifact.Task, artifact.Network), rows, model.Network.Embedding, model.Network.Foretold, settings.Seed, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var scores = scorer.Scores(rows);
        var judged = heldOut is null ? scores : scorer.Scores(Rows(model, heldOut).Rows);
        var threshold = AnomalyThreshold.Choose(judged, settings.FalsePositives, heldOut is not null);
        return artifact with { Anomaly = new AnomalyPart(scorer, threshold, Keep(model, train, items, rows, scores, threshold, settings)) };
    }

    /// <summary>The scorer that a network takes unless another is asked for; docs/results.md has the reasons.</summary>
    public static string DefaultScorer(string task, string network) => (task, network) switch
    {
        (AnomalyTasks.Flows, MaskedFlowNetwork.Name or GraphAutoencoder.Name) => ReconstructionScorer.ScorerName,
        (AnomalyTasks.Hosts, HostNetwork.Name) => MahalanobisScorer.ScorerName,
        _ => IsolationScorer.ScorerName,
    };

    private static (IReadOnlyList<int> Items, float[] Rows) Rows(AnomalyRows model, NormalItems normal)
    {
        var rows = normal.Rows ?? model.Of(normal.Graph);
        return normal.Items is { } items
            ? (items, PickedRows.Of(rows.Span, model.Width, [.. items]))
            : ([.. Enumerable.Range(0, rows.Length / model.Width)], rows.ToArray());
    }

    private static NormalSample Keep(AnomalyRows model, NormalItems train, IReadOnlyList<int> items, float[] rows, float[] scores, AnomalyThreshold threshold, AnomalySettings settings)
    {
        var normal = Enumerable.Range(0, scores.Length).Where(at => scores[at] <= threshold.Value).ToArray();
        new Random(settings.Seed).Shuffle(normal);
        var kept = normal.Take(settings.Kept).Order().ToArray();
        var raw = model.Raw(train.Graph).Span;
        return new NormalSample(
            [.. kept.Select((at, place) => settings.KeepNames ? train.NameOf(items[at]) : NormalSample.NameOf(place))], PickedRows.Of(rows, model.Width, kept), PickedRows.Of(raw, model.FeatureNames.Count, [.. kept.Select(at => items[at])]));
    }
}
