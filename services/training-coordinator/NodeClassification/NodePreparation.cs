using NetMl.Contracts.Training;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.NodeClassification;
using NetMl.TrainingCoordinator.Evaluation;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.NodeClassification;

/// <summary>Turns a node job's request and graph into what its repeats train on.</summary>
static class NodePreparation
{
    /// <summary>Splits the labelled nodes and prepares the features.</summary>
    /// <exception cref="UnusableInputException">The graph cannot be learnt from.</exception>
    public static NodeSet Prepare(JobRequest request, GraphInput graph)
    {
        try
        {
            var settings = NodeRequests.Settings(request);
            var nodes = graph.Labels.Length;
            var neighbours = NodeGraph<float>.Join(nodes, graph.EdgeSource, graph.EdgeTarget, graph.IsDirected);
            if (NodeRequests.Refusal(settings, request.Dataset, nodes, neighbours.Count, graph.Raw.Columns, graph.Classes) is { } refusal)
                throw new UnusableInputException(refusal);
            var split = TaskSplit.Of(graph.Labels, graph.Parts, request.Seed);
            var preparation = FeaturePreparation.Fit(graph.Raw, neighbours, split.Train);
            var task = new NodeTask(preparation.Apply(graph.Raw, neighbours), graph.Classes, graph.Labels, split.Train, split.Validation, split.Test);
            return new NodeSet(
                request, graph.Version, task, settings, preparation, graph.Raw.Columns, graph.FeatureNames, graph.IsDirected,
                [.. split.Notes, .. Notes(preparation, task)], NodeRequests.Parameters(settings, task.Graph.FeatureCount, graph.Classes.Count) ?? 0, Split(split, graph.Parts, request.Seed));
        }
        catch (InvalidDataException unusable)
        {
            throw new UnusableInputException($"Graph '{request.Dataset}' cannot be learnt from: {unusable.Message}");
        }
    }

    // What the graph's own parts say, unless some or all were drawn.
    private static string Split(TaskSplit split, byte[] parts, int seed) => split.Notes.Count == 0 ? SplitKinds.Own
        : Array.TrueForAll(parts, part => part == 0) ? $"{SplitKinds.Random} seed={seed}"
        : $"{SplitKinds.Own}, with parts drawn that the graph lacks, seed={seed}";

    private static IEnumerable<string> Notes(FeaturePreparation preparation, NodeTask task)
    {
        if (preparation.Kind == FeaturePreparation.Identity)
            yield return "The nodes have no features: each gets its own number as one, so that the model knows the nodes of this graph only.";
        if (preparation.Kind == FeaturePreparation.Structure)
            yield return "The nodes have no features: degrees, their own and their neighbours', stand in for them.";
        foreach (var warning in ClassEvaluation.Warnings([.. task.Test.Select(node => task.Classes[task.Labels[node]])]))
            yield return warning;
        var learnt = task.Train.Select(node => task.Labels[node]).ToHashSet();
        string[] missing = [.. task.Classes.Where((_, number) => !learnt.Contains(number))];
        if (missing.Length > 0)
            yield return $"No node of {(missing.Length == 1 ? "class" : "classes")} {string.Join(", ", missing.Take(5).Select(name => $"'{name}'"))}{(missing.Length > 5 ? $" and {missing.Length - 5} more" : "")} is learnt from.";
    }
}
