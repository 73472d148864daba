using NetMl.Contracts.Training;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.NodeClassification;
using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.Leases;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.NodeClassification;

/// <summary>The life of a node job: read the graph, let workers train the repeats, judge, publish.</summary>
/// <remarks>Parameter shards have no part in it: a full-batch step is milliseconds on one core, less than moving its gradient would take.</remarks>
sealed class NodeExecution(JobSteps steps, GraphFeatureClient graphs, LeaseDesk desk, JobPublication publication, TimeProvider time)
{
    /// <exception cref="UnusableInputException">The graph cannot be learnt from.</exception>
    /// <exception cref="Rounds.PartFailedException">A repeat cannot be computed.</exception>
    public async Task LearnAsync(TrainingJob job, CancellationToken cancellationToken)
    {
        await steps.MoveAsync(job, JobStates.Preparing, cancellationToken);
        var input = NodePreparation.Prepare(job.Request, await GraphAsync(job, cancellationToken));
        var active = new NodeJob(job, input, time);
        desk.Open(active);
        try
        {
            await steps.MoveAsync(job, JobStates.Training, cancellationToken);
            await active.Done.WaitAsync(cancellationToken);
        }
        finally
        {
            desk.Close(active);
        }
        await steps.MoveAsync(job, JobStates.Evaluating, cancellationToken);
        var baselines = NodeEvaluation.Baselines(input, cancellationToken);
        await steps.MoveAsync(job, JobStates.Publishing, cancellationToken);
        await PublishAsync(job, input, active, baselines, cancellationToken);
    }

    /// <summary>Reads the job's graph, which is the one that it read before if it did.</summary>
    /// <exception cref="UnusableInputException">It was replaced meanwhile.</exception>
    internal async Task<GraphInput> GraphAsync(TrainingJob job, CancellationToken cancellationToken)
    {
        var graph = await steps.RetryAsync(() => graphs.GraphTensorsAsync(job.Request.Dataset, cancellationToken), cancellationToken);
        if (job.Document.Graph is { } frozen && frozen.Version != graph.Version)
            throw new UnusableInputException($"Graph '{frozen.Name}' has been replaced since the job began to learn from it, and the coordinator was restarted meanwhile: start the job again.");
        job.Update(document => document with { Graph = new FrozenGraph(job.Request.Dataset, graph.Version) });
        await steps.SaveAsync(job, cancellationToken);
        return graph;
    }

    private Task PublishAsync(
        TrainingJob job, NodeSet input, NodeJob active, IReadOnlyList<ClassificationScores> baselines, CancellationToken cancellationToken)
    {
        var (results, best, outcome, seconds) = active.Ending();
        return publication.PublishAsync(
            job, Artifact(job.Id, input, best, outcome).Write(),
            version => new JobResult(
                version, input.Version, input.Task.Train.Length, input.Task.Test.Length, null, input.Parameters,
                NodeEvaluation.Scores(input, input.Settings.Network, outcome.Predicted), baselines, [], Nodes(input, results, best, seconds)),
            cancellationToken);
    }

    internal static NodeResult Nodes(NodeSet input, IReadOnlyList<RepeatResult> results, int best, double seconds)
    {
        var (accuracy, accuracyDeviation) = NodeEvaluation.Spread(results.Select(result => result.Accuracy));
        var (macroF1, macroF1Deviation) = NodeEvaluation.Spread(results.Select(result => result.MacroF1));
        return new NodeResult(
            input.Request.Network ?? new NetworkRequest(), input.Request.Dataset, input.Task.Train.Length, input.Task.Validation.Length, input.Task.Test.Length,
            accuracy, accuracyDeviation, macroF1, macroF1Deviation, best, results, input.Notes, seconds);
    }

    internal static NodeModelArtifact Artifact(string job, NodeSet input, int best, NodeOutcome outcome) => new(
        input.Settings, input.Task.Classes, input.RawFeatures, input.FeatureNames, input.Task.Graph.FeatureCount, input.Preparation, input.IsDirected,
        outcome.Weights, new NodeLineage(job, input.Request.Dataset, input.Version, input.Request.Seed + best, input.Split));
}
