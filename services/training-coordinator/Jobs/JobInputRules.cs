using NetMl.Contracts.Training;
using NetMl.GraphFeature;
using NetMl.TrainingCoordinator.NodeClassification;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Jobs;

/// <summary>Why a job cannot start on what is stored.</summary>
/// <param name="Status">404 or 400.</param>
/// <param name="Sentence">What to do.</param>
/// <param name="Errors">By field of the request: what it may be instead; null where no field is at fault.</param>
sealed record InputRefusal(int Status, string Sentence, Dictionary<string, string[]>? Errors = null);

/// <summary>Looks at a job's data set or graph before anything is computed.</summary>
static class JobInputRules
{
    /// <summary>Null when the job can start.</summary>
    /// <exception cref="GraphFeatureException">graph-feature refused or cannot be reached.</exception>
    public static Task<InputRefusal?> CheckAsync(JobRequest request, GraphFeatureClient graphs, CancellationToken cancellationToken) =>
        request.Task == TrainingTasks.NodeClassification ? OfGraphAsync(request, graphs, cancellationToken) : OfDatasetAsync(request, graphs, cancellationToken);

    private static async Task<InputRefusal?> OfDatasetAsync(JobRequest request, GraphFeatureClient graphs, CancellationToken cancellationToken)
    {
        var name = request.Dataset;
        if (await graphs.DatasetAsync(name, cancellationToken) is { } dataset)
        {
            return dataset.LabelledRows > 0 || request.Task != TrainingTasks.FlowClassification ? null : new InputRefusal(
                StatusCodes.Status400BadRequest, $"No flow of data set '{name}' carries a label, so there is nothing to classify by: choose task {TrainingTasks.HostAnomaly}.",
                new Dictionary<string, string[]> { ["task"] = [TrainingTasks.HostAnomaly] });
        }
        var known = await graphs.GraphsAsync(cancellationToken);
        return NotThere(known.Any(graph => graph.Name == name)
            ? $"There is no data set '{name}', but a graph of this name: choose task {TrainingTasks.NodeClassification}."
            : $"There is neither a data set nor a graph '{name}': send flows to it, or import it, first.{NearestName.Hint(name, [.. await graphs.DatasetNamesAsync(cancellationToken), .. known.Select(graph => graph.Name)])}");
    }

    private static async Task<InputRefusal?> OfGraphAsync(JobRequest request, GraphFeatureClient graphs, CancellationToken cancellationToken)
    {
        var name = request.Dataset;
        var known = await graphs.GraphsAsync(cancellationToken);
        if (known.FirstOrDefault(graph => graph.Name == name) is { } info)
        {
            return NodeRequests.Refusal(NodeRequests.Settings(request), name, info.Nodes, info.Edges - info.SelfLoops, info.Features, [.. info.Classes.Keys]) is { } refusal
                ? new InputRefusal(StatusCodes.Status400BadRequest, refusal)
                : null;
        }
        var datasets = await graphs.DatasetNamesAsync(cancellationToken);
        return NotThere(datasets.Contains(name)
            ? $"There is no graph '{name}', but a data set of this name: choose task {TrainingTasks.FlowClassification} or {TrainingTasks.HostAnomaly}."
            : $"There is no graph '{name}': import it first.{NearestName.Hint(name, [.. known.Select(graph => graph.Name)])}");
    }

    private static InputRefusal NotThere(string sentence) => new(StatusCodes.Status404NotFound, sentence);
}
