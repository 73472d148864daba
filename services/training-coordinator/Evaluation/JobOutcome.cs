using NetMl.Contracts.Training;
using NetMl.Gnn;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Baselines;
using NetMl.TrainingCoordinator.Models;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Evaluation;

/// <summary>What comes of a job: the file that is published, and all of the result but the version that it gets.</summary>
sealed record JobOutcome(
    byte[] Artifact, int Parameters, ClassificationScores? Model, IReadOnlyList<ClassificationScores> Baselines, IReadOnlyList<HostAnomaly> Anomalies,
    AnomalyResult? Anomaly, IReadOnlyList<string> Notes)
{
    /// <summary>Judges a trained network.</summary>
    /// <param name="weights">As published.</param>
    /// <param name="outputs">Of each part's judged items, in part order.</param>
    public static JobOutcome Of(TrainingSet input, string job, float[] weights, IReadOnlyList<float[]> outputs, CancellationToken cancellationToken)
    {
        var artifact = ArtifactOf(input, job, weights);
        if (!GraphNetworks.HasClasses(input.Request.Task))
        {
            var odd = AnomalyEvaluation.Of(input, artifact, cancellationToken);
            return new JobOutcome(odd.Artifact.Write(), weights.Length, null, [], odd.Oddest, odd.Result, [.. input.Notes, .. odd.Notes]);
        }
        var (baselines, notes) = Evaluation.Baselines.Of(input, cancellationToken);
        return new JobOutcome(artifact.Write(), weights.Length, ClassEvaluation.Score(input, outputs), baselines, [], null, [.. input.Notes, .. ClassEvaluation.Warnings(input), .. notes]);
    }

    /// <summary>Grows boosted trees and judges them.</summary>
    public static JobOutcome OfTrees(TrainingSet input, string job, CancellationToken cancellationToken)
    {
        var trees = Evaluation.Baselines.FitTrees(input, cancellationToken);
        var artifact = ArtifactOf(input, job, []) with { Network = TreeClassifier.Name, Trees = trees };
        var (baselines, notes) = Evaluation.Baselines.Of(input, cancellationToken);
        return new JobOutcome(artifact.Write(), 0, Evaluation.Baselines.OfTrees(input, trees), baselines, [], null, [.. input.Notes, $"{trees.Iterations} rounds of trees were grown.", .. ClassEvaluation.Warnings(input), .. notes]);
    }

    /// <summary>The result of the job once the file is published.</summary>
    public JobResult Result(TrainingSet input, ModelVersion published) => new(
        published, input.Inputs.Snapshot, input.Counts.Train, input.Counts.Test, input.Inputs.SplitTime, Parameters, Model, Baselines, Anomalies,
        Anomaly: Anomaly, Notes: Notes, ValidationFlows: input.Counts.Validation);

    private static ModelArtifact ArtifactOf(TrainingSet input, string job, float[] weights) => new(
        input.Request.Task, input.Classes, input.NodeFeatureNames, input.FlowFeatureNames, input.NodeScale, input.FlowScale,
        input.Settings.HiddenSize, input.Settings.WindowFlows, weights, ArtifactLineage.Of(job, input.Inputs, input.Request))
    {
        Network = TrainingSet.NetworkName(input.Request),
    };
}
