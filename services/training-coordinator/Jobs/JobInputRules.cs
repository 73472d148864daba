using NetMl.Contracts.Datasets;
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
    /// <param name="request">As it was asked for: what was left out is null.</param>
    /// <exception cref="GraphFeatureException">graph-feature refused or cannot be reached.</exception>
    public static Task<InputRefusal?> CheckAsync(JobRequest request, GraphFeatureClient graphs, CancellationToken cancellationToken) =>
        request.Task == TrainingTasks.NodeClassification ? OfGraphAsync(request, graphs, cancellationToken) : OfDatasetAsync(request, graphs, cancellationToken);

    private static async Task<InputRefusal?> OfDatasetAsync(JobRequest request, GraphFeatureClient graphs, CancellationToken cancellationToken)
    {
        var name = request.Dataset;
        if (await graphs.DatasetAsync(name, cancellationToken) is { } dataset)
            return OfLabels(request, dataset) ?? await OfFindingsAsync(request, graphs, cancellationToken);
        var known = await graphs.GraphsAsync(cancellationToken);
        return NotThere(known.Any(graph => graph.Name == name)
            ? $"There is no data set '{name}', but a graph of this name: choose task {TrainingTasks.NodeClassification}."
            : $"There is neither a data set nor a graph '{name}': send flows to it, or import it, first.{NearestName.Hint(name, [.. await graphs.DatasetNamesAsync(cancellationToken), .. known.Select(graph => graph.Name)])}");
    }

    /// <summary>Why the job cannot be the next version of its model: earlier ones do another task, so that whoever asks for the latest would get other answers.</summary>
    public static InputRefusal? OfVersions(JobRequest request, IReadOnlyList<ModelEntry> models) =>
        models.FirstOrDefault(known => known.Name == request.Model)?.Versions is [.., var latest] && latest.Task != request.Task
            ? Wrong("model", $"another name: the versions of '{request.Model}' are of task {latest.Task}, and this job is of {request.Task}")
            : null;

    /// <summary>The request with the snapshot's full id and windows, and why it cannot be learnt from; as it is without one.</summary>
    /// <exception cref="GraphFeatureException">graph-feature refused or cannot be reached.</exception>
    public static async Task<(JobRequest Request, InputRefusal? Refusal)> TakeSnapshotAsync(JobRequest request, GraphFeatureClient graphs, CancellationToken cancellationToken)
    {
        if (request.Snapshot is not { } id)
            return (request, null);
        if (await graphs.FindSnapshotAsync(id, cancellationToken) is not { } snapshot)
            return (request, NotThere($"There is no snapshot '{id}': 'GET /v1/datasets/{request.Dataset}/snapshots' lists those of the data set."));
        if (snapshot.Dataset != request.Dataset)
            return (request, Wrong("snapshot", $"one of data set '{request.Dataset}'; {id} is of '{snapshot.Dataset}'"));
        if (snapshot.NodeKind != SnapshotNodes.Host)
            return (request, Wrong("snapshot", $"one whose nodes are hosts; those of {id} are of kind {snapshot.NodeKind}"));
        if (request.WindowFlows is { } asked && asked != snapshot.WindowFlows)
            return (request, Wrong("windowFlows", $"left out, or {snapshot.WindowFlows} as in the snapshot"));
        return (request with { Snapshot = snapshot.Id, WindowFlows = snapshot.WindowFlows }, null);
    }

    private static InputRefusal? OfLabels(JobRequest request, DatasetSummary dataset)
    {
        if (dataset.LabelledRows > 0)
            return null;
        if (request.Anomaly is { NormalOnly: true })
            return Wrong("anomaly.normalOnly", $"left out: no flow of data set '{dataset.Dataset}' carries a label, so none is known to be normal");
        return TrainingTasks.IsAnomaly(request.Task) || request.Labels == LabelSources.Behaviours ? null : new InputRefusal(
            StatusCodes.Status400BadRequest,
            $"No flow of data set '{dataset.Dataset}' carries a label, so there is nothing to classify by: choose labels {LabelSources.Behaviours}, which are what detectors found, or task {TrainingTasks.HostAnomaly} or {TrainingTasks.FlowAnomaly}.",
            new Dictionary<string, string[]> { ["task"] = [TrainingTasks.HostAnomaly, TrainingTasks.FlowAnomaly], ["labels"] = [LabelSources.Behaviours] });
    }

    private static async Task<InputRefusal?> OfFindingsAsync(JobRequest request, GraphFeatureClient graphs, CancellationToken cancellationToken) =>
        request.Labels != LabelSources.Behaviours || (await graphs.FindingsAsync(request.Dataset, cancellationToken)).Count > 0 ? null
            : Wrong("labels", $"left out: detectors have found nothing in data set '{request.Dataset}'");

    private static InputRefusal Wrong(string field, string allowed)
    {
        var errors = new Dictionary<string, string[]> { [field] = [allowed] };
        return new InputRefusal(StatusCodes.Status400BadRequest, JobRequestRules.Sentence(errors), errors);
    }

    private static async Task<InputRefusal?> OfGraphAsync(JobRequest request, GraphFeatureClient graphs, CancellationToken cancellationToken)
    {
        var name = request.Dataset;
        var known = await graphs.GraphsAsync(cancellationToken);
        if (known.FirstOrDefault(graph => graph.Name == name) is { } info)
        {
            return NodeRequests.Refusal(NodeRequests.Settings(JobRequestRules.Resolve(request)), name, info.Nodes, info.Edges - info.SelfLoops, info.Features, [.. info.Classes.Keys]) is { } refusal
                ? new InputRefusal(StatusCodes.Status400BadRequest, refusal)
                : null;
        }
        var datasets = await graphs.DatasetNamesAsync(cancellationToken);
        var others = string.Join(", ", TrainingTasks.All.Where(task => task != TrainingTasks.NodeClassification));
        return NotThere(datasets.Contains(name)
            ? NodeRequests.OwnFields(request) is { Count: > 0 } fields
                ? $"There is no graph '{name}', but a data set of this name, and {string.Join(" and ", fields)} {(fields.Count == 1 ? "is" : "are")} for the nodes of a graph: leave {(fields.Count == 1 ? "it" : "them")} out, and choose task {others}."
                : $"There is no graph '{name}', but a data set of this name: choose task {others}."
            : $"There is no graph '{name}': import it first.{NearestName.Hint(name, [.. known.Select(graph => graph.Name)])}");
    }

    private static InputRefusal NotThere(string sentence) => new(StatusCodes.Status404NotFound, sentence);
}
