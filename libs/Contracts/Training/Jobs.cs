namespace NetMl.Contracts.Training;

/// <summary>What a job learns.</summary>
public static class TrainingTasks
{
    /// <summary>E-GraphSAGE: a class for each flow, learnt from labels.</summary>
    public const string FlowClassification = "flow-classification";

    /// <summary>GraphSAGE without labels: how badly a host's features are foretold by its neighbourhood.</summary>
    public const string HostAnomaly = "host-anomaly";

    /// <summary>A network of choice: a class for each node of an imported graph, learnt from the nodes that have one.</summary>
    public const string NodeClassification = "node-classification";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [FlowClassification, HostAnomaly, NodeClassification];
}

/// <summary>Body of <c>POST /v1/jobs</c>.</summary>
/// <param name="Dataset">Name of the data set; of the imported graph for node-classification.</param>
/// <param name="Model">Name under which the result is published: 1 to 64 of a-z, 0-9, '-'.</param>
/// <param name="Task">One of <see cref="TrainingTasks"/>.</param>
/// <param name="TrainFraction">Share of flows, first in time, that are learnt from; the rest is the test part.</param>
/// <param name="Workers">Parts of the graph, each computed by one worker at a time.</param>
/// <param name="Shards">Parameter ranges, each owned by one actor.</param>
/// <param name="Network">node-classification only, which reads nothing else but dataset, model, seed and repeats.</param>
/// <param name="Repeats">node-classification only: trainings with seed, seed + 1, …; null = 1.</param>
public sealed record JobRequest(
    string Dataset, string Model, string Task = TrainingTasks.FlowClassification, int Epochs = 40, double LearningRate = 0.01,
    int HiddenSize = 32, int WindowFlows = 256, double TrainFraction = 0.7, int Workers = 2, int Shards = 2, int Seed = 1,
    NetworkRequest? Network = null, int? Repeats = null);

/// <summary>States of a job: queued → preparing → training → evaluating → publishing → completed; or failed, cancelled.</summary>
public static class JobStates
{
    public const string Queued = "queued";
    public const string Preparing = "preparing";
    public const string Training = "training";
    public const string Evaluating = "evaluating";
    public const string Publishing = "publishing";
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    /// <summary>No further change will come.</summary>
    public static bool IsFinal(string state) => state is Completed or Failed or Cancelled;
}

/// <summary>Answer to <c>GET /v1/jobs/{id}</c>, and the data of each server-sent event of <c>GET /v1/jobs/{id}/events</c>.</summary>
/// <param name="Epoch">Epochs that are done; the mean over the repeats of a node classifier.</param>
/// <param name="Losses">Mean training loss per epoch so far; empty for node-classification.</param>
/// <param name="Result">Present when the state is completed.</param>
/// <param name="Error">One sentence; present when the state is failed.</param>
/// <param name="Repeats">node-classification only: each repeat that has begun.</param>
public sealed record JobStatus(
    string Id, JobRequest Request, string State, int Epoch, IReadOnlyList<double> Losses, IReadOnlyList<WorkerShare> Workers,
    JobResult? Result = null, string? Error = null, IReadOnlyList<RepeatProgress>? Repeats = null);

/// <summary>What one worker instance did for a job.</summary>
/// <param name="Flows">Flows, hosts or nodes that it learns from.</param>
/// <param name="Rounds">Rounds, or whole trainings of a node classifier, that it computed.</param>
public sealed record WorkerShare(string Worker, IReadOnlyList<int> Parts, long Flows, long Rounds);

/// <summary>What a finished job found.</summary>
/// <param name="Snapshot">The frozen input: a snapshot's id, or the graph's version.</param>
/// <param name="TrainFlows">Flows, or nodes, that were learnt from.</param>
/// <param name="SplitTime">First instant of the test part.</param>
/// <param name="Model">Scores of the trained model on the test part; null for host-anomaly.</param>
/// <param name="Baselines">Scores of simpler models on the same split; empty for host-anomaly.</param>
/// <param name="Anomalies">The ten most anomalous hosts; empty for the other tasks.</param>
/// <param name="Nodes">node-classification only.</param>
public sealed record JobResult(
    ModelVersion Published, string Snapshot, long TrainFlows, long TestFlows, DateTimeOffset? SplitTime, int Parameters,
    ClassificationScores? Model, IReadOnlyList<ClassificationScores> Baselines, IReadOnlyList<HostAnomaly> Anomalies,
    NodeResult? Nodes = null);

/// <summary>Scores of one classifier on the test part.</summary>
/// <param name="Name">e-graphsage or the network of a node classifier, majority or logistic-regression.</param>
public sealed record ClassificationScores(string Name, double Accuracy, double MacroF1, IReadOnlyList<ClassScores> Classes);

/// <summary>Scores for one class; <paramref name="Support"/> = test flows that carry it.</summary>
public sealed record ClassScores(string Class, double Precision, double Recall, double F1, long Support);

/// <summary>A host and how far it lies from what its neighbourhood foretells.</summary>
/// <param name="Score">Mean squared error over standardised features, ≥ 0.</param>
/// <param name="OddestFeatures">The three features that contribute most.</param>
public sealed record HostAnomaly(string Address, double Score, IReadOnlyList<string> OddestFeatures);
