using NetMl.Gnn.Anomalies.Scorers;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Inputs;

namespace NetMl.Gnn.Anomalies;

/// <summary>A trained model without labels, ready to score hosts or flows. Immutable: any number of threads may call it at once.</summary>
public sealed class AnomalyDetector
{
    private readonly AnomalyRows _model;
    private readonly IAnomalyScorer _scorer;
    private readonly AnomalyReasons _reasons;

    /// <param name="artifact">One without an <see cref="ModelArtifact.Anomaly"/> part scores by what it foretells, without a threshold.</param>
    /// <exception cref="InvalidDataException">The artifact is for another task, does not fit its own structure, or foretells nothing and has no scorer.</exception>
    public AnomalyDetector(ModelArtifact artifact)
    {
        Artifact = artifact;
        _model = new AnomalyRows(artifact);
        _scorer = artifact.Anomaly?.Scorer ?? new ReconstructionScorer(_model.Width, _model.Network.Foretold);
        var goesByErrors = _model.Network.Embedding == 0 || _scorer.Name == ReconstructionScorer.ScorerName;
        _reasons = new AnomalyReasons(_model, artifact.Anomaly?.Normals ?? new NormalSample([], [], []), goesByErrors);
    }

    public ModelArtifact Artifact { get; }

    /// <summary>Whether it scores flows; else the nodes (a host inside a window).</summary>
    public bool AreFlows => _model.AreFlows;

    /// <summary>Name of what makes the scores.</summary>
    public string Scorer => _scorer.Name;

    /// <summary>Scores every flow or node of the graph.</summary>
    /// <param name="graph">Raw features, in the order of the artifact's names (<see cref="ModelArtifact.Select"/>).</param>
    /// <exception cref="InvalidDataException">The number of features differs, or a feature is not a finite number.</exception>
    public AnomalyFindings Score(GraphSample graph) => Score(graph, _model.Of(graph));

    /// <summary>The same where the network's outputs are known.</summary>
    /// <param name="rows">Of this graph: <see cref="AnomalyFitting.RowsOf"/>; not changed afterwards.</param>
    /// <exception cref="ArgumentException">They are those of another graph or network.</exception>
    public AnomalyFindings Score(GraphSample graph, float[] rows)
    {
        var items = AreFlows ? graph.Flows : graph.Nodes;
        if (rows.Length != (long)items * _model.Width)
            throw new ArgumentException($"{items} items of width {_model.Width} need {(long)items * _model.Width} values, not {rows.Length}.", nameof(rows));
        return new AnomalyFindings(_scorer.Scores(rows), Artifact.Anomaly?.Threshold.Value, _reasons, rows, _model.Raw(graph));
    }
}
